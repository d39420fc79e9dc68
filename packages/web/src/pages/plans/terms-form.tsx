import { type ReactNode, useId } from "react";
import type { Editor } from "#data/editor.ts";
import type { Values } from "#pages/plans/terms.ts";
import { Also } from "#parts/also.tsx";
import { FieldError, NumberInput } from "#parts/field.tsx";
import { Segmented } from "#parts/segmented.tsx";
import { TermRow } from "#parts/term-row.tsx";
import type { Editing } from "#parts/use-editing.ts";

interface TermsFormProps {
  readonly editing: Editing<Values>;
  readonly editor: Editor;
  /** What is wrong, by the field's path in the body: what was checked here and what the server says. */
  readonly errors: Readonly<Record<string, string>>;
}

/** The license terms of a plan: a switch, and below it what an issued key is good for. */
export function TermsForm({ editing, editor, errors }: TermsFormProps) {
  const { values, set } = editing.form;
  const also = (name: string) => <Also editing={editing} editor={editor} name={name} />;
  return (
    <section className="card" aria-label="License terms">
      <ul className="terms">
        <TermRow
          title="License keys"
          isMain
          hint={
            values.enabled
              ? "Every order of this plan issues a license key at once."
              : "Orders of this plan issue no key. Keys that were issued keep working."
          }
          checked={values.enabled}
          onSwitch={(enabled) => set({ enabled })}
        >
          {also("License keys")}
        </TermRow>
        {values.enabled && (
          <>
            <TermRow
              title="Activation limit"
              hint="How many devices may use one key at the same time. Off means any number."
              checked={values.isLimited}
              onSwitch={(isLimited) => set({ isLimited, activationLimit: values.activationLimit })}
            >
              {values.isLimited && (
                <Control error={errors["license.activationLimit"]} unit="devices">
                  {(tied) => (
                    <NumberInput
                      {...tied}
                      aria-label="Devices at the same time"
                      min={1}
                      max={100}
                      value={values.activationLimit}
                      onChange={(activationLimit) => set({ activationLimit })}
                    />
                  )}
                </Control>
              )}
              {also("Activation limit")}
            </TermRow>
            <ExpiryTerm editing={editing} errors={errors} also={also("License expiry")} />
            {values.expires && (
              <TermRow title="Grace days" hint="After expiry, the app keeps working this long and can say so.">
                <Control error={errors["license.graceDays"]} unit="days">
                  {(tied) => (
                    <NumberInput
                      {...tied}
                      aria-label="Grace days"
                      min={0}
                      max={3650}
                      value={values.graceDays}
                      onChange={(graceDays) => set({ graceDays })}
                    />
                  )}
                </Control>
                {also("Grace days")}
              </TermRow>
            )}
            <TermRow
              title="Free unseen devices"
              hint="It makes room for a new one when all are taken. Off means never."
              checked={values.releases}
              onSwitch={(releases) => set({ releases, releaseAfterDays: values.releaseAfterDays })}
            >
              {values.releases && (
                <Control error={errors["license.releaseAfterDays"]} before="Free a device not seen for" unit="days">
                  {(tied) => (
                    <NumberInput
                      {...tied}
                      aria-label="Free a device not seen for … days"
                      min={1}
                      max={3650}
                      value={values.releaseAfterDays}
                      onChange={(releaseAfterDays) => set({ releaseAfterDays })}
                    />
                  )}
                </Control>
              )}
              {also("Unseen devices")}
            </TermRow>
            {values.expires && (
              <TermRow title="Remind by mail" hint="How long before the expiry. Issued licenses are reminded likewise.">
                <div className="ctl">
                  {REMINDERS.map(({ field, words }) => (
                    <label key={field} className="pick">
                      <input
                        className="check"
                        type="checkbox"
                        checked={values[field]}
                        onChange={({ target }) => set({ [field]: target.checked })}
                      />
                      {words}
                    </label>
                  ))}
                </div>
                {also("Reminders")}
              </TermRow>
            )}
          </>
        )}
      </ul>
    </section>
  );
}

const REMINDERS = [
  { field: "days30", words: "30\u00a0days" },
  { field: "days7", words: "7\u00a0days" },
  { field: "days1", words: "1\u00a0day" },
] as const;

function ExpiryTerm({
  editing,
  errors,
  also,
}: {
  editing: Editing<Values>;
  errors: TermsFormProps["errors"];
  also: ReactNode;
}) {
  const { values, set } = editing.form;
  return (
    <TermRow
      title="License expiry"
      hint="How long a key lasts. Off means that it never expires."
      checked={values.expires}
      onSwitch={(expires) => set({ expires, value: values.value })}
    >
      {values.expires && (
        <>
          <Control
            error={errors["license.expiry.value"]}
            unit={
              <Segmented
                label="Unit"
                options={[
                  { value: "days", label: "Days" },
                  { value: "months", label: "Months" },
                  { value: "years", label: "Years" },
                ]}
                value={values.unit}
                // The same number may be fine in another unit.
                onChange={(unit) => set({ unit, value: values.value })}
              />
            }
          >
            {(tied) => (
              <NumberInput
                {...tied}
                aria-label="Duration"
                min={1}
                max={100}
                value={values.value}
                onChange={(value) => set({ value })}
              />
            )}
          </Control>
          <div className="ctl">
            <Segmented
              label="Counted"
              options={[
                { value: "purchase", label: "From purchase" },
                { value: "first_activation", label: "From first activation" },
              ]}
              value={values.from}
              onChange={(from) => set({ from })}
            />
          </div>
        </>
      )}
      {also}
    </TermRow>
  );
}

interface Tied {
  readonly "aria-invalid"?: boolean | undefined;
  readonly "aria-describedby"?: string | undefined;
}

function Control({
  error,
  before,
  unit,
  children,
}: {
  error: string | undefined;
  before?: string;
  unit: ReactNode;
  children: (tied: Tied) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="ctl">
      {before && <span className="unit unit--before">{before}</span>}
      {children({ "aria-invalid": error ? true : undefined, "aria-describedby": error ? id : undefined })}
      {typeof unit === "string" ? <span className="unit">{unit}</span> : unit}
      {error && <FieldError id={id}>{error}</FieldError>}
    </div>
  );
}
