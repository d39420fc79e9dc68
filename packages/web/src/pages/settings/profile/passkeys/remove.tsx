import { type Passkey, useRemovePasskey } from "#data/passkeys.ts";
import { Confirm } from "#pages/settings/profile/confirm.tsx";
import { Note } from "#parts/note.tsx";
import { toast } from "#parts/toast.tsx";
import { useLast } from "#parts/use-last.ts";

export function RemovePasskey({ passkey, onClose }: { passkey: Passkey | null; onClose: () => void }) {
  const remove = useRemovePasskey(passkey?.id);
  const shown = useLast(passkey);
  return (
    <Confirm
      opened={passkey !== null}
      onClose={onClose}
      title="Remove passkey"
      about={shown?.name ?? ""}
      verb="Remove passkey"
      busyVerb="Removing"
      wayOut="Keep passkey"
      change={remove}
      onDone={() => {
        onClose();
        toast(`“${shown?.name}” signs you in no more`);
      }}
    >
      <Note tone="warn">
        <b>It signs you in no more.</b> Your device still shows it: remove it there, too.
      </Note>
    </Confirm>
  );
}
