import { type Passkey, useRenamePasskey } from "#data/passkeys.ts";
import { FormDialog } from "#parts/dialog.tsx";
import { TextField } from "#parts/field.tsx";
import { useFormState } from "#parts/use-form-state.ts";
import { useLast } from "#parts/use-last.ts";

const RULE = { required: ["name"], properties: { name: { type: "string", minLength: 1, maxLength: 60 } } };

export function RenamePasskey({ passkey, onClose }: { passkey: Passkey | null; onClose: () => void }) {
  const shown = useLast(passkey);
  return shown && <Rename key={shown.id} passkey={shown} opened={passkey !== null} onClose={onClose} />;
}

function Rename({ passkey, opened, onClose }: { passkey: Passkey; opened: boolean; onClose: () => void }) {
  const form = useFormState({ name: passkey.name }, RULE);
  const rename = useRenamePasskey();
  const close = () => {
    onClose();
    rename.reset();
  };
  return (
    <FormDialog
      opened={opened}
      onClose={() => {
        close();
        form.reset({ name: passkey.name });
      }}
      title="Rename passkey"
      about={passkey.name}
      verb="Save name"
      busyVerb="Saving"
      wayOut="Keep name"
      busy={rename.isPending}
      problem={rename.error}
      onSubmit={() => {
        if (!form.check(form.values)) return;
        rename.mutate({ id: passkey.id, ...form.values }, { onSuccess: close, onError: form.refuse });
      }}
    >
      <TextField
        label="Name"
        data-autofocus
        value={form.values.name}
        error={form.errors.name}
        maxLength={60}
        onChange={({ target }) => form.set({ name: target.value })}
      />
    </FormDialog>
  );
}
