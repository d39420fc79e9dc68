import { useState } from "react";
import type { MailSettings } from "#data/api.gen.ts";
import type { Tagged } from "#data/client.ts";
import type { Editor } from "#data/editor.ts";
import { type CustomerMail, useEditMailSettings, useMailSettings } from "#data/mails.ts";
import { EditMailSettings } from "#data/rules.gen.ts";
import { Mails } from "#pages/settings/email/mails.tsx";
import { Outbox } from "#pages/settings/email/outbox.tsx";
import { Preview } from "#pages/settings/email/preview.tsx";
import { Sender } from "#pages/settings/email/sender.tsx";
import { bodyOf, stateOf, TERMS } from "#pages/settings/email/words.ts";
import { Untouchable } from "#parts/allowed.tsx";
import { DifferenceTable } from "#parts/difference-table.tsx";
import { EditBar } from "#parts/edit-bar.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { SettingsHeader } from "#parts/settings-header.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";
import { toast } from "#parts/toast.tsx";
import { useEditing } from "#parts/use-editing.ts";
import { useSave } from "#parts/use-save.ts";

/** How mails to customers look, which are sent, and what became of them. */
export function Page() {
  const settings = useMailSettings();
  if (settings.data)
    return <EmailPage settings={settings.data} readAgain={async () => (await settings.refetch()).data} />;
  if (settings.error === null) return <PageSkeleton />;
  return (
    <>
      <SettingsHeader name="E-mail" />
      <ProblemState problem={settings.error} again={() => void settings.refetch()} />
    </>
  );
}

/** Who saved meanwhile: seldom more than two people have this page open. */
const EDITOR: Editor = { name: "Somebody else", whose: "Theirs", at: null, saved: "saved meanwhile" };

function EmailPage({
  settings,
  readAgain,
}: {
  settings: Tagged<MailSettings>;
  readAgain: () => Promise<Tagged<MailSettings> | undefined>;
}) {
  const [kind, setKind] = useState<CustomerMail>("key_on_purchase");
  const change = useEditMailSettings();
  const editing = useEditing(stateOf(settings), TERMS, { rule: EditMailSettings, busy: change.isPending });
  const save = useSave({ editing, change, bodyOf, stateOf, readAgain, onSaved: () => toast("E-mail settings saved") });
  return (
    <>
      <SettingsHeader name="E-mail" />
      {editing.isComparing ? (
        <DifferenceTable
          differences={editing.differences}
          theirs={EDITOR.whose}
          saved={EDITOR.saved}
          keepTheirs={editing.keepTheirs}
          onChoose={editing.choose}
        />
      ) : (
        <>
          <div className="split split--mail">
            <div>
              <Untouchable needs="write" what="How mails look">
                <Sender editing={editing} editor={EDITOR} />
                <Mails settings={settings} shown={kind} onShow={setKind} />
              </Untouchable>
            </div>
            <Preview kind={kind} etag={settings.etag} />
          </div>
          <Outbox />
        </>
      )}
      <EditBar editing={editing} editor={EDITOR} onSave={save} busy={change.isPending} problem={change.error}>
        <b>How mails look has changed.</b> Mails already sent keep theirs.
      </EditBar>
    </>
  );
}
