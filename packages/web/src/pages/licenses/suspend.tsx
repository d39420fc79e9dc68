import { useState } from "react";
import { useHoldLicense } from "#data/licenses.ts";
import { ReasonField } from "#pages/licenses/reason-field.tsx";
import { AboutLicense, type LicenseDialogProps, useReview } from "#pages/licenses/use-review.tsx";
import { FormDialog } from "#parts/dialog.tsx";
import { endingOf } from "#parts/key-field.tsx";
import { Note } from "#parts/note.tsx";
import { toast } from "#parts/toast.tsx";
import { useOpening } from "#parts/use-opening.ts";

/** Stops the license until it is restored. Nothing of it is lost meanwhile. */
export function SuspendDialog({ license, opened, onClose }: LicenseDialogProps) {
  const [reason, setReason] = useState("");
  const suspend = useHoldLicense(license.id, "suspend");
  const review = useReview(license, opened, suspend);
  useOpening(opened, () => setReason(""));
  const close = () => {
    suspend.reset();
    onClose();
  };
  const { activationUsage, licenseKey, status } = license;
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Suspend license"
      about={<AboutLicense license={license} />}
      verb="Suspend license"
      busyVerb="Suspending"
      wayOut="Keep it working"
      disabled={status === "deactivated" || status === "suspended"}
      busy={suspend.isPending}
      problem={review.problem}
      onSubmit={() =>
        suspend.mutate(
          { etag: license.etag, reason: reason.trim() || null },
          {
            onSuccess: () => {
              close();
              toast(`License ending in ${endingOf(licenseKey)} suspended`);
            },
          },
        )
      }
    >
      {review.note}
      <Note tone="warn">
        {activationUsage === 0 ? (
          <>
            The key <b>stops at once</b>. It works again once you restore the license.
          </>
        ) : (
          <>
            The key and its{" "}
            <b>
              {activationUsage === 1 ? "1\u00a0activation stop" : `${activationUsage}\u00a0activations stop`} at once
            </b>
            . They work again once you restore the license.
          </>
        )}
      </Note>
      <ReasonField value={reason} onChange={setReason} problem={review.problem} />
    </FormDialog>
  );
}
