import { IconCheck, IconHelpCircle, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Explanation, License } from "#data/api.gen.ts";
import { useExplanation } from "#data/licenses.ts";
import { dateOf, timeOf } from "#data/moments.ts";
import { AboutLicense } from "#pages/licenses/use-review.tsx";
import { Button } from "#parts/button.tsx";
import { Dialog } from "#parts/dialog.tsx";
import { Field } from "#parts/field.tsx";
import { Icon } from "#parts/icon.tsx";
import { Note } from "#parts/note.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { Skeleton } from "#parts/skeleton.tsx";
import { useOpening } from "#parts/use-opening.ts";

/** Answers what a support request begins with: why does this key (not) work, or did it not last Tuesday? */
export function ExplainButton({ license }: { license: License }) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState("");
  useOpening(opened, () => setTyped(""));
  const at = typed === "" ? null : new Date(typed).toISOString();
  return (
    <>
      <Button size="sm" icon={IconHelpCircle} onClick={() => setOpened(true)}>
        Explain
      </Button>
      <Dialog
        opened={opened}
        onClose={() => setOpened(false)}
        title="Explain the license"
        about={<AboutLicense license={license} />}
        footer={
          <Button size="lg" onClick={() => setOpened(false)}>
            Close
          </Button>
        }
      >
        <div className="dialog-b">
          <Field label="At" hint="Empty means now. Any time counts, past or to come.">
            {(tied) => (
              <span className="input">
                <input
                  {...tied}
                  type="datetime-local"
                  min="1970-01-01T00:00"
                  max="9999-12-31T23:59"
                  value={typed}
                  onChange={({ target }) => setTyped(target.value)}
                />
              </span>
            )}
          </Field>
          {opened && <Answer id={license.id} at={at} />}
        </div>
      </Dialog>
    </>
  );
}

function Answer({ id, at }: { id: string; at: string | null }) {
  const { data, error, refetch } = useExplanation(id, at);
  if (error !== null) return <ProblemState problem={error} again={() => void refetch()} />;
  if (data === undefined) {
    return (
      <div className="skels stack-f" role="status" aria-label="Loading">
        <Skeleton width="60%" />
        <Skeleton width="80%" />
        <Skeleton width="70%" />
      </div>
    );
  }
  return <Explained explanation={data} isNow={at === null} />;
}

function Explained({ explanation, isNow }: { explanation: Explanation; isNow: boolean }) {
  const { valid, code, findings, mend, at } = explanation;
  const when = isNow ? "Now" : `${dateOf(at)}, ${timeOf(at)}`;
  return (
    <div role="status">
      <Note tone={valid ? "plain" : "warn"}>
        {when}: <b>{valid ? "valid" : "not valid"}</b>, <code>{code}</code>. {mend}
      </Note>
      <ul className="findings">
        {findings.map(({ check, passed, text }) => (
          <li key={check} className={passed ? "" : "is-no"}>
            <Icon of={passed ? IconCheck : IconX} />
            <span>
              <span className="vh">{passed ? "Yes: " : "No: "}</span>
              {text}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
