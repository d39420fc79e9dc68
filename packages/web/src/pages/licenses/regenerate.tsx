import { IconDeviceDesktop } from "@tabler/icons-react";
import { useState } from "react";
import { useActivations } from "#data/activations.ts";
import type { License } from "#data/api.gen.ts";
import { useRegenerateKey } from "#data/licenses.ts";
import { AboutLicense, type LicenseDialogProps, useReview } from "#pages/licenses/use-review.tsx";
import { Button } from "#parts/button.tsx";
import { Dialog, FormDialog } from "#parts/dialog.tsx";
import { Icon } from "#parts/icon.tsx";
import { KeyField } from "#parts/key-field.tsx";
import { Note } from "#parts/note.tsx";
import { useOpening } from "#parts/use-opening.ts";
import { When } from "#parts/when.tsx";

/** Replaces the key: says what stops, then shows the new key, ready to copy. */
export function RegenerateDialog({ license, opened, onClose }: LicenseDialogProps) {
  const [made, setMade] = useState<License | null>(null);
  const regenerate = useRegenerateKey(license.id);
  const review = useReview(license, opened, regenerate);
  useOpening(opened, () => setMade(null));
  const close = () => {
    regenerate.reset();
    onClose();
  };
  if (made !== null) {
    return (
      <Dialog
        opened={opened}
        onClose={close}
        title="Regenerate key"
        showsOnce
        about={<AboutLicense license={made} />}
        footer={
          <Button look="main" size="lg" onClick={close}>
            Done
          </Button>
        }
      >
        <div className="dialog-b">
          <div className="note note--block" role="status">
            <p>
              <b>The new key is ready.</b> The old one has stopped. The customer needs this one to activate again.
            </p>
            <KeyField licenseKey={made.licenseKey} size="sm" revealed />
          </div>
        </div>
      </Dialog>
    );
  }
  const { activationUsage } = license;
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Regenerate key"
      about={<AboutLicense license={license} />}
      verb="Regenerate key"
      busyVerb="Regenerating"
      wayOut="Keep this key"
      danger
      busy={regenerate.isPending}
      disabled={license.status === "deactivated"}
      problem={review.problem}
      onSubmit={() => regenerate.mutate({ etag: license.etag }, { onSuccess: setMade })}
    >
      {review.note}
      <Note tone="bad">
        {activationUsage === 0 ? (
          <>
            The old key <b>stops at once</b>; no activation is in use. This can’t be undone.
          </>
        ) : (
          <>
            The old key and its{" "}
            <b>
              {activationUsage === 1 ? "1\u00a0activation stops" : `${activationUsage}\u00a0activations stop`} at once
            </b>
            . This can’t be undone.
          </>
        )}
      </Note>
      {opened && activationUsage > 0 && <Devices license={license} />}
    </FormDialog>
  );
}

const NAMED = 5;

/** The devices that stop, those seen last. */
function Devices({ license: { id, activationUsage } }: { license: License }) {
  const { items } = useActivations(id, { ended: false });
  const shown = items.length > NAMED + 1 ? items.slice(0, NAMED) : items;
  if (shown.length === 0) return null;
  return (
    <ul className="lines" aria-label="Activations that stop">
      {shown.map(({ instanceId, name, lastSeenAt }) => (
        <li key={instanceId}>
          <Icon of={IconDeviceDesktop} />
          {name === null ? <span className="mono">{shortOf(instanceId)}</span> : <span>{name}</span>}
          <span>
            <When at={lastSeenAt} />
          </span>
        </li>
      ))}
      {shown.length < activationUsage && (
        <li>
          <span className="t3">and {activationUsage - shown.length} more</span>
        </li>
      )}
    </ul>
  );
}

/** `8b41d7e0…77c3` */
function shortOf(instanceId: string): string {
  return instanceId.length > 16 ? `${instanceId.slice(0, 8)}…${instanceId.slice(-4)}` : instanceId;
}
