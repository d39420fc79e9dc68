import { useState } from "react";
import { useChangePassword } from "#data/account.ts";
import { Button } from "#parts/button.tsx";
import { FormDialog } from "#parts/dialog.tsx";
import { PasswordField } from "#parts/field.tsx";
import { passwordHint } from "#parts/measure-words.ts";
import { SwitchRow } from "#parts/switch.tsx";
import { TermRow } from "#parts/term-row.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";

/** Fewer are refused; the server says so as well. */
const PASSWORD = { type: "string", minLength: 10, maxLength: 128 };
const PASSWORD_RULE = {
  required: ["currentPassword", "newPassword"],
  properties: { currentPassword: { type: "string", minLength: 1 }, newPassword: PASSWORD },
};

/** The own password, and the dialog that changes it. */
export function Password() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <TermRow title="Password" hint="10 characters or more. Nobody can read it, so a lost one is replaced.">
      <div className="ctl ctl--end">
        <Button onClick={() => setIsOpen(true)}>Change password</Button>
      </div>
      <PasswordDialog opened={isOpen} onClose={() => setIsOpen(false)} />
    </TermRow>
  );
}

const EMPTY = { currentPassword: "", newPassword: "", revokeOtherSessions: true };

function PasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const form = useFormState(EMPTY, PASSWORD_RULE);
  const change = useChangePassword();
  const { values, errors } = form;
  const close = () => {
    onClose();
    form.reset(EMPTY);
    change.reset();
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Change password"
      about="The new one counts from the next sign-in on."
      verb="Change password"
      busyVerb="Changing"
      wayOut="Keep this password"
      busy={change.isPending}
      problem={change.error}
      onSubmit={() => {
        if (!form.check(values)) return;
        change.mutate(values, {
          onSuccess: () => {
            close();
            toast(values.revokeOtherSessions ? "Password changed, signed out everywhere else" : "Password changed");
          },
          onError: form.refuse,
        });
      }}
    >
      <PasswordField
        label="Current password"
        data-autofocus
        autoComplete="current-password"
        value={values.currentPassword}
        error={errors.currentPassword}
        onChange={({ target }) => form.set({ currentPassword: target.value })}
      />
      <PasswordField
        label="New password"
        autoComplete="new-password"
        value={values.newPassword}
        error={errors.newPassword}
        hint={passwordHint(values.newPassword, PASSWORD.minLength)}
        onChange={({ target }) => form.set({ newPassword: target.value })}
      />
      <SwitchRow
        label="Sign out everywhere else"
        hint="Off: whoever is signed in with your account elsewhere stays so."
        checked={values.revokeOtherSessions}
        onChange={(revokeOtherSessions) => form.set({ revokeOtherSessions })}
      />
    </FormDialog>
  );
}
