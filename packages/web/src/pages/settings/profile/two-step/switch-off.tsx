import { useSwitchOffTwoStep } from "#data/two-step.ts";
import { Confirm } from "#pages/settings/profile/confirm.tsx";
import { Note } from "#parts/note.tsx";
import { toast } from "#parts/toast.tsx";

export function SwitchOff({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const off = useSwitchOffTwoStep();
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title="Switch two-step code off"
      about="From the next sign-in on, no code is asked for"
      verb="Switch off"
      busyVerb="Switching off"
      wayOut="Keep it on"
      change={off}
      onDone={() => {
        onClose();
        toast("Two-step code is off");
      }}
    >
      <Note tone="warn">
        <b>The app and the recovery codes are forgotten.</b> To switch it on again, you begin anew.
      </Note>
    </Confirm>
  );
}
