import { useState } from "react";
import { useRenewRecoveryCodes } from "#data/two-step.ts";
import { Confirm } from "#pages/settings/profile/confirm.tsx";
import { RecoveryCodes } from "#pages/settings/profile/two-step/codes.tsx";

/** New recovery codes in the place of those before. */
export function NewRecoveryCodes({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = useRenewRecoveryCodes();
  if (codes !== null)
    return (
      <RecoveryCodes
        opened={opened}
        codes={codes}
        title="New recovery codes"
        onClose={() => {
          onClose();
          // What is shown stays until the dialog has faded.
          setTimeout(() => setCodes(null), 200);
        }}
      />
    );
  return (
    <Confirm
      opened={opened}
      onClose={onClose}
      title="New recovery codes"
      about="Those that you have now stop to work"
      verb="Make new codes"
      busyVerb="Making"
      wayOut="Keep these"
      change={renew}
      onDone={({ recoveryCodes }) => setCodes(recoveryCodes)}
    />
  );
}
