import { useState } from "react";
import type { MailSettings } from "#data/api.gen.ts";
import type { Tagged } from "#data/client.ts";
import { type CustomerMail, useEditMailSettings } from "#data/mails.ts";
import { EditMailSettings } from "#data/rules.gen.ts";
import { MAILS, nameOf } from "#pages/settings/email/words.ts";
import { Button } from "#parts/button.tsx";
import { FormDialog } from "#parts/dialog.tsx";
import { Section } from "#parts/section.tsx";
import { Switch } from "#parts/switch.tsx";
import { TextAreaField } from "#parts/text-area-field.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";
import { useOpening } from "#parts/use-opening.ts";

interface MailsProps {
  readonly settings: Tagged<MailSettings>;
  /** Which one is previewed. */
  readonly shown: CustomerMail;
  readonly onShow: (kind: CustomerMail) => void;
}

/** The mails that customers get: each can be looked at, given a paragraph, and turned off. */
export function Mails({ settings, shown, onShow }: MailsProps) {
  const [edited, setEdited] = useState<CustomerMail | null>(null);
  const change = useEditMailSettings();
  const turn = (kind: CustomerMail, enabled: boolean) =>
    change.mutate(
      { etag: "*", changes: { mails: { [kind]: { enabled } } } },
      {
        onSuccess: () => toast(`${nameOf(kind)} turned ${enabled ? "on" : "off"}`),
        onError: ({ message }) => toast(message),
      },
    );
  return (
    <Section title="Mails">
      <ul className="rows rows--end">
        {MAILS.map(({ kind, name, about }) => (
          <li key={kind}>
            <span>
              <b>{name}</b>
              <small>{about}</small>
            </span>
            <span className="rows-a">
              <Button size="sm" look="quiet" aria-label={`Edit ${name}`} onClick={() => setEdited(kind)}>
                Edit
              </Button>
              <Button
                size="sm"
                className={kind === shown ? "is-on" : undefined}
                aria-pressed={kind === shown}
                aria-label={`Preview ${name}`}
                onClick={() => onShow(kind)}
              >
                Preview
              </Button>
              <Switch
                aria-label={`Send ${name}`}
                checked={settings.mails[kind].enabled}
                disabled={change.isPending}
                onChange={(enabled) => turn(kind, enabled)}
              />
            </span>
          </li>
        ))}
      </ul>
      <EditMail kind={edited} settings={settings} onClose={() => setEdited(null)} />
    </Section>
  );
}

function EditMail({
  kind,
  settings,
  onClose,
}: {
  kind: CustomerMail | null;
  settings: Tagged<MailSettings>;
  onClose: () => void;
}) {
  const [last, setLast] = useState<CustomerMail>("key_on_purchase");
  const form = useFormState({ paragraph: "" }, EditMailSettings);
  const change = useEditMailSettings();
  useOpening(kind !== null, () => {
    if (kind === null) return;
    setLast(kind);
    form.reset({ paragraph: settings.mails[kind].paragraph ?? "" });
    change.reset();
  });
  const of = kind ?? last;
  const path = `mails.${of}.paragraph`;
  const submit = () => {
    const changes = { mails: { [of]: { paragraph: form.values.paragraph.trim() || null } } };
    if (!form.check(changes)) return;
    change.mutate(
      { etag: "*", changes },
      {
        onSuccess: () => {
          onClose();
          toast(`${nameOf(of)} saved`);
        },
        onError: form.refuse,
      },
    );
  };
  return (
    <FormDialog
      opened={kind !== null}
      onClose={onClose}
      title="Edit mail"
      about={nameOf(of)}
      verb="Save paragraph"
      busyVerb="Saving"
      busy={change.isPending}
      problem={change.error}
      onSubmit={submit}
    >
      <TextAreaField
        label="Your own paragraph"
        hint="Plain text, after the first sentence. Left empty, the mail has none."
        value={form.values.paragraph}
        error={form.errors[path]}
        maxLength={1000}
        onChange={({ target }) => form.set({ paragraph: target.value })}
      />
    </FormDialog>
  );
}
