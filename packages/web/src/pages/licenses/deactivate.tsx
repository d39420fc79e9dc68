import { useState } from "react";
import { useDeactivateLicense } from "#data/licenses.ts";
import { AboutLicense, type LicenseDialogProps, useReview } from "#pages/licenses/use-review.tsx";
import { FormDialog } from "#parts/dialog.tsx";
import { Field } from "#parts/field.tsx";
import { endingOf, KeyTail } from "#parts/key-field.tsx";
import { Note } from "#parts/note.tsx";
import { toast } from "#parts/toast.tsx";
import { useOpening } from "#parts/use-opening.ts";

const COUNTS = ["no", "one", "two", "three", "four", "five"];

/** Ends the license for ever. Asks for the key's last characters, so that it can't happen by a slip. */
export function DeactivateDialog({ license, opened, onClose }: LicenseDialogProps) {
  const [typed, setTyped] = useState("");
  const deactivate = useDeactivateLicense(license.id);
  const review = useReview(license, opened, deactivate);
  useOpening(opened, () => setTyped(""));
  const close = () => {
    deactivate.reset();
    onClose();
  };
  const { activationUsage, licenseKey, status } = license;
  const ending = endingOf(licenseKey);
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Deactivate license"
      about={<AboutLicense license={license} />}
      verb="Deactivate license"
      busyVerb="Deactivating"
      wayOut="Keep license"
      danger
      disabled={status === "deactivated" || typed.trim().toUpperCase() !== ending.toUpperCase()}
      busy={deactivate.isPending}
      problem={review.problem}
      onSubmit={() =>
        deactivate.mutate(
          { etag: license.etag },
          {
            onSuccess: () => {
              close();
              toast(`License ending in ${ending} deactivated`);
            },
          },
        )
      }
    >
      {review.note}
      <Note tone="bad">
        {activationUsage === 0 ? (
          <>
            The key <b>stops for good</b>. A new order is the only way back.
          </>
        ) : (
          <>
            The key and its{" "}
            <b>
              {activationUsage === 1 ? "1\u00a0activation stop" : `${activationUsage}\u00a0activations stop`} for good
            </b>
            . A new order is the only way back.
          </>
        )}
      </Note>
      <Field
        label={`Type the last ${COUNTS[ending.length] ?? ending.length} characters of the key`}
        hint={
          <>
            The key is <KeyTail licenseKey={licenseKey} />
          </>
        }
      >
        {(tied) => (
          <span className="input mono">
            <input
              {...tied}
              type="text"
              data-autofocus
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          </span>
        )}
      </Field>
    </FormDialog>
  );
}
