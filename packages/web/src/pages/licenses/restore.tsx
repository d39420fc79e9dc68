import { useState } from "react";
import { useHoldLicense } from "#data/licenses.ts";
import { ReasonField } from "#pages/licenses/reason-field.tsx";
import { AboutLicense, type LicenseDialogProps, useReview } from "#pages/licenses/use-review.tsx";
import { FormDialog } from "#parts/dialog.tsx";
import { endingOf } from "#parts/key-field.tsx";
import { Note } from "#parts/note.tsx";
import { toast } from "#parts/toast.tsx";
import { useOpening } from "#parts/use-opening.ts";

/** Lets a suspended license work again, whoever suspended it. */
export function RestoreDialog({ license, opened, onClose }: LicenseDialogProps) {
  const [reason, setReason] = useState("");
  const restore = useHoldLicense(license.id, "restore");
  const review = useReview(license, opened, restore);
  useOpening(opened, () => setReason(""));
  const close = () => {
    restore.reset();
    onClose();
  };
  const { licenseKey, status, suspendedBy } = license;
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Restore license"
      about={<AboutLicense license={license} />}
      verb="Restore license"
      busyVerb="Restoring"
      wayOut="Keep it suspended"
      disabled={status !== "suspended"}
      busy={restore.isPending}
      problem={review.problem}
      onSubmit={() =>
        restore.mutate(
          { etag: license.etag, reason: reason.trim() || null },
          {
            onSuccess: () => {
              close();
              toast(`License ending in ${endingOf(licenseKey)} restored`);
            },
          },
        )
      }
    >
      {review.note}
      <Note tone="warn">
        {suspendedBy === "sale" && "Its payment is still missing. "}
        <b>The same key works again at once</b>, on the same devices.
      </Note>
      <ReasonField value={reason} onChange={setReason} problem={review.problem} />
    </FormDialog>
  );
}
