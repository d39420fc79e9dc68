import { useId, useState } from "react";
import { useEditLicense } from "#data/licenses.ts";
import { timeOf } from "#data/moments.ts";
import { AboutLicense, type LicenseDialogProps, useReview } from "#pages/licenses/use-review.tsx";
import { capital } from "#pages/licenses/words.ts";
import { Choose } from "#parts/choose.tsx";
import { FormDialog } from "#parts/dialog.tsx";
import { devicesOf, limitWord } from "#parts/event-words.tsx";
import { FieldError, NumberInput } from "#parts/field.tsx";
import { Note } from "#parts/note.tsx";
import { SwitchRow } from "#parts/switch.tsx";
import { toast } from "#parts/toast.tsx";
import { useOpening } from "#parts/use-opening.ts";

const MOST = 100;
const SUGGESTED = 5;

/** How many devices may use the license at once. */
export function LimitDialog({ license, opened, onClose }: LicenseDialogProps) {
  const { activationLimit, activationUsage } = license;
  const [isLimited, setIsLimited] = useState(activationLimit !== null);
  const [typed, setTyped] = useState<number | null>(activationLimit);
  const [kept, setKept] = useState<"mine" | "theirs">("mine");
  const [fault, setFault] = useState<string>();
  const edit = useEditLicense(license.id);
  const review = useReview(license, opened, edit);
  const id = useId();
  useOpening(opened, () => {
    setIsLimited(activationLimit !== null);
    setTyped(activationLimit ?? Math.max(SUGGESTED, activationUsage));
    setKept("mine");
    setFault(undefined);
  });

  const close = () => {
    edit.reset();
    onClose();
  };
  const mine = isLimited ? typed : null;
  // Measured by what was there when the dialog opened: where more than usual is allowed, that shows it.
  const found = isLimited ? faultOfLimit(typed, review.before.activationLimit) : undefined;
  const isConflict =
    review.isChanged &&
    review.before.activationLimit !== activationLimit &&
    found === undefined &&
    mine !== activationLimit;
  const isTheirs = isConflict && kept === "theirs";
  const wrong = fault ?? edit.error?.fieldErrors.activationLimit;
  const submit = () => {
    setFault(found);
    if (found !== undefined) return;
    if (isTheirs || mine === activationLimit) return close();
    edit.mutate(
      { etag: license.etag, changes: { activationLimit: mine } },
      {
        onSuccess: () => {
          close();
          toast(mine === null ? "Activations are unlimited now" : `Activation limit set to ${mine}`);
        },
      },
    );
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Edit activation limit"
      about={<AboutLicense license={license} />}
      verb={isConflict ? `${isTheirs ? "Keep" : "Save"} ${limitWord(isTheirs ? activationLimit : mine)}` : "Save limit"}
      busyVerb="Saving"
      busy={edit.isPending}
      problem={review.problem}
      disabled={!license.enabled}
      onSubmit={submit}
    >
      {review.note}
      {isConflict ? (
        <Choose
          label="Devices at the same time"
          value={kept}
          onChange={setKept}
          options={[
            {
              value: "theirs",
              label: capital(limitWord(activationLimit)),
              hint: review.at ? `${review.who}, saved ${timeOf(review.at)}` : "Saved",
            },
            { value: "mine", label: capital(limitWord(mine)), hint: "Yours, not saved" },
          ]}
        />
      ) : (
        <>
          <SwitchRow
            label="Limit activations"
            hint="Off means any number of devices."
            checked={isLimited}
            onChange={(checked) => {
              setIsLimited(checked);
              setFault(undefined);
            }}
          />
          {isLimited && (
            <div>
              <label className="label" htmlFor={id}>
                Devices at the same time
              </label>
              <div className="number-row">
                <NumberInput
                  id={id}
                  value={typed}
                  onChange={(value) => {
                    setTyped(value);
                    setFault(undefined);
                    if (edit.error) edit.reset();
                  }}
                  min={1}
                  max={Math.max(MOST, activationLimit ?? 0)}
                  aria-describedby={wrong ? `${id}-fault` : `${id}-hint`}
                  aria-invalid={wrong ? true : undefined}
                />
                <span className="t3 s13" id={`${id}-hint`}>
                  1 to {MOST}, now {activationLimit ?? "unlimited"}
                </span>
              </div>
              {wrong && <FieldError id={`${id}-fault`}>{wrong}</FieldError>}
            </div>
          )}
        </>
      )}
      {!isTheirs && mine !== null && mine >= 1 && mine < activationUsage && (
        <Note tone="warn" role="status">
          <b>
            {devicesOf(activationUsage)} {activationUsage === 1 ? "is" : "are"} in use.
          </b>{" "}
          {activationUsage === 2 ? "Both" : `All ${activationUsage}`} keep working. New ones are refused until a slot is
          free.
        </Note>
      )}
    </FormDialog>
  );
}

/** What the server would say. An installation may allow more than usual; its licenses show it. */
function faultOfLimit(limit: number | null, before: number | null): string | undefined {
  if (limit === null) return "This field is required.";
  if (!Number.isInteger(limit)) return "Must be a whole number.";
  if (limit < 1) return "Must be at least 1.";
  if (limit > MOST && (before ?? 0) <= MOST) return `Must be at most ${MOST}.`;
  return undefined;
}
