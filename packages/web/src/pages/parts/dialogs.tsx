import { useState } from "react";
import { Problem } from "#data/problem.ts";
import { Shown } from "#pages/parts/shown.tsx";
import { Button } from "#parts/button.tsx";
import { ConfirmDialog, FormDialog } from "#parts/dialog.tsx";
import { TextField } from "#parts/field.tsx";
import { SaveBar } from "#parts/save-bar.tsx";
import { Section } from "#parts/section.tsx";

export function Dialogs() {
  const [open, setOpen] = useState<"limit" | "regenerate" | null>(null);
  const [text, setText] = useState("");
  return (
    <Section title="Dialogs and unsaved changes">
      <Shown>
        <Button onClick={() => setOpen("limit")}>Edit activation limit</Button>
        <Button onClick={() => setOpen("regenerate")}>Regenerate key</Button>
        <TextField label="Typed, and not saved" value={text} onChange={({ target }) => setText(target.value)} />
      </Shown>
      <FormDialog
        opened={open === "limit"}
        onClose={() => setOpen(null)}
        title="Edit activation limit"
        about="Ines Duarte, key ending C5NPG"
        verb="Save limit"
        busyVerb="Saving"
        busy={false}
        problem={new Problem("CHANGED_ELSEWHERE", "Somebody changed it a minute ago.")}
        onSubmit={() => setOpen(null)}
      >
        <TextField label="Devices at the same time" />
      </FormDialog>
      <ConfirmDialog
        opened={open === "regenerate"}
        onClose={() => setOpen(null)}
        title="Regenerate key"
        verb="Regenerate key"
        busyVerb="Regenerating"
        wayOut="Keep this key"
        danger
        busy={false}
        problem={null}
        onSubmit={() => setOpen(null)}
        warning={
          <>
            The old key and its <b>2 activations stop at once</b>. This can’t be undone.
          </>
        }
      />
      <SaveBar dirty={text !== ""} onSave={() => setText("")} onDiscard={() => setText("")} busy={false} problem={null}>
        <b>Only future orders are affected.</b> Issued licenses keep their terms.
      </SaveBar>
    </Section>
  );
}
