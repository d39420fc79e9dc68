import { useId, useState } from "react";
import { type Term, TermDialog } from "#pages/licenses/term-dialog.tsx";
import type { LicenseDialogProps } from "#pages/licenses/use-review.tsx";
import { FieldError, NumberInput } from "#parts/field.tsx";
import { devicesOf, limitWord } from "#parts/measure-words.ts";
import { Note } from "#parts/note.tsx";
import { SwitchRow } from "#parts/switch.tsx";
import { useOpening } from "#parts/use-opening.ts";

const MOST = 100;
const SUGGESTED = 5;

const LIMIT: Term<number | null> = {
  field: "activationLimit",
  title: "Edit activation limit",
  label: "Devices at the same time",
  verb: "Save limit",
  valueOf: ({ activationLimit }) => activationLimit,
  isSame: (one, other) => one === other,
  word: limitWord,
  changesOf: (activationLimit) => ({ activationLimit }),
  done: (limit) => (limit === null ? "Activations are unlimited now" : `Activation limit set to ${limit}`),
};

/** How many devices may use the license at once. */
export function LimitDialog(props: LicenseDialogProps) {
  const { activationLimit, activationUsage } = props.license;
  const [isLimited, setIsLimited] = useState(activationLimit !== null);
  const [typed, setTyped] = useState<number | null>(activationLimit);
  const id = useId();
  useOpening(props.opened, () => {
    setIsLimited(activationLimit !== null);
    setTyped(activationLimit ?? Math.max(SUGGESTED, activationUsage));
  });
  return (
    <TermDialog
      {...props}
      term={LIMIT}
      mine={isLimited ? typed : null}
      faultOf={(before) => (isLimited ? faultOfLimit(typed, before.activationLimit) : undefined)}
      warning={
        isLimited && typed !== null && typed >= 1 && typed < activationUsage && <BelowUse used={activationUsage} />
      }
    >
      {({ error, edited }) => (
        <>
          <SwitchRow
            label="Limit activations"
            hint="Off means any number of devices."
            checked={isLimited}
            onChange={(checked) => {
              setIsLimited(checked);
              edited();
            }}
          />
          {isLimited && (
            <div>
              <label className="label" htmlFor={id}>
                {LIMIT.label}
              </label>
              <div className="number-row">
                <NumberInput
                  id={id}
                  value={typed}
                  onChange={(value) => {
                    setTyped(value);
                    edited();
                  }}
                  min={1}
                  max={Math.max(MOST, activationLimit ?? 0)}
                  aria-describedby={error ? `${id}-fault` : `${id}-hint`}
                  aria-invalid={error ? true : undefined}
                />
                <span className="t3 s13" id={`${id}-hint`}>
                  1 to {MOST}, now {activationLimit ?? "unlimited"}
                </span>
              </div>
              {error && <FieldError id={`${id}-fault`}>{error}</FieldError>}
            </div>
          )}
        </>
      )}
    </TermDialog>
  );
}

function BelowUse({ used }: { used: number }) {
  return (
    <Note tone="warn" role="status">
      <b>
        {devicesOf(used)} {used === 1 ? "is" : "are"} in use.
      </b>{" "}
      {used === 2 ? "Both" : `All ${used}`} keep working. New ones are refused until a slot is free.
    </Note>
  );
}

/**
 * What the server would say. @param before the limit when the dialog opened: where more than usual is allowed, that shows it
 */
function faultOfLimit(limit: number | null, before: number | null): string | undefined {
  if (limit === null) return "This field is required.";
  if (!Number.isInteger(limit)) return "Must be a whole number.";
  if (limit < 1) return "Must be at least 1.";
  if (limit > MOST && (before ?? 0) <= MOST) return `Must be at most ${MOST}.`;
  return undefined;
}
