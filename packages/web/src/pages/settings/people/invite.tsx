import { useEffect, useId, useRef, useState } from "react";
import type { SentInvitation } from "#data/api.gen.ts";
import { useInvite } from "#data/people.ts";
import { ROLES, type Role, roleName } from "#data/roles.ts";
import { Invite } from "#data/rules.gen.ts";
import { Button } from "#parts/button.tsx";
import { Dialog } from "#parts/dialog.tsx";
import { FieldError, SelectField, TextField } from "#parts/field.tsx";
import { Note } from "#parts/note.tsx";
import { SecretField } from "#parts/secret-field.tsx";
import { Section } from "#parts/section.tsx";
import { useFormState } from "#parts/use-form-state.ts";
import { useLast } from "#parts/use-last.ts";

const BLANK: { email: string; role: Role } = { email: "", role: "support" };

export function InviteForm() {
  const form = useFormState(BLANK, Invite);
  const { values, errors } = form;
  const invite = useInvite();
  const [sent, setSent] = useState<SentInvitation | null>(null);
  const submit = () => {
    const body = { ...values, email: values.email.trim() };
    if (invite.isPending || !form.check(body)) return;
    invite.mutate(body, {
      onSuccess: (invitation) => {
        setSent(invitation);
        form.reset(BLANK);
      },
      onError: form.refuse,
    });
  };
  const { error } = invite;
  return (
    <Section title="Invite somebody">
      <form
        className="card form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="form-2">
          <TextField
            label="E-mail"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="name@example.com"
            value={values.email}
            error={errors.email}
            onChange={({ target }) => form.set({ email: target.value })}
          />
          <SelectField
            label="Role"
            value={values.role}
            error={errors.role}
            onChange={({ target }) => form.set({ role: target.value as Role })}
          >
            {/* The least that fits most first, so that nobody becomes more by haste. */}
            {[...ROLES].reverse().map(({ role, name }) => (
              <option key={role} value={role}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
        {error !== null && Object.keys(error.fieldErrors).length === 0 && <FieldError>{error.message}</FieldError>}
        <div className="row row--wrap">
          <p className="hint">
            They get a link that works once, for three days. Nothing is shared before they set a password.
          </p>
          <Button look="main" size="lg" type="submit" busy={invite.isPending} busyLabel="Inviting">
            Invite
          </Button>
        </div>
      </form>
      <Sent invitation={sent} onClose={() => setSent(null)} />
    </Section>
  );
}

/** A new invitation's link, the only time that it is shown. */
function Sent({ invitation, onClose }: { invitation: SentInvitation | null; onClose: () => void }) {
  const shown = useLast(invitation);
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (invitation !== null) place.current?.querySelector("button")?.focus();
  }, [invitation]);
  if (shown === null) return null;
  const { email, role, link, mailed } = shown;
  return (
    <Dialog
      opened={invitation !== null}
      onClose={onClose}
      title={`${email} is invited`}
      about={`As ${roleName(role).toLowerCase()}, with a link that works once, for three days`}
      showsOnce
      footer={
        <Button look="main" size="lg" onClick={onClose}>
          {mailed ? "Done" : "Done, I have it"}
        </Button>
      }
    >
      <div className="dialog-b" id={id} ref={place}>
        <SecretField name="Invitation link" text={link} />
        {mailed ? (
          <Note>
            <b>The link is on its way to {email}.</b> Copy it if you would rather bring it yourself: it is not shown
            again.
          </Note>
        ) : (
          <Note tone="warn">
            <b>Copy it and bring it to them.</b> This server sends no mail, and only a hash of the link is kept, so it
            can’t be shown again.
          </Note>
        )}
      </div>
    </Dialog>
  );
}
