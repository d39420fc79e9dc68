import { useAddPasskey } from "#data/passkeys.ts";
import { browserNameOf } from "#parts/browser-name.ts";
import { FormDialog } from "#parts/dialog.tsx";
import { PasswordField, TextField } from "#parts/field.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";

const RULE = {
  required: ["name", "password"],
  properties: { name: { type: "string", minLength: 1, maxLength: 60 }, password: { type: "string", minLength: 1 } },
};

/** A name and the password; then the browser asks where the passkey is to be, and the device its user. */
export function AddPasskey({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const empty = { name: browserNameOf(navigator.userAgent), password: "" };
  const form = useFormState(empty, RULE);
  const add = useAddPasskey();
  const { values, errors } = form;
  const close = () => {
    onClose();
    form.reset(empty);
    add.reset();
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Add a passkey"
      about="It signs you in alone: your device asks for your finger, your face or its code"
      verb="Continue"
      busyVerb="Waiting for your device"
      busy={add.isPending}
      problem={add.error}
      onSubmit={() => {
        if (!form.check(values)) return;
        add.mutate(values, {
          onSuccess: ({ name }) => {
            close();
            toast(`“${name}” signs you in now`);
          },
          onError: form.refuse,
        });
      }}
    >
      <TextField
        label="Name"
        hint="By which you tell it from others: where it is kept"
        value={values.name}
        error={errors.name}
        maxLength={60}
        onChange={({ target }) => form.set({ name: target.value })}
      />
      <PasswordField
        label="Your password"
        data-autofocus
        autoComplete="current-password"
        value={values.password}
        error={errors.password}
        onChange={({ target }) => form.set({ password: target.value })}
      />
    </FormDialog>
  );
}
