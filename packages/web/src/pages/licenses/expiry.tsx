import { DatePicker } from "@mantine/dates";
import { IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import { useEditLicense } from "#data/licenses.ts";
import { dateOf, distanceOf, timeOf } from "#data/moments.ts";
import { afterMonths, atTimeOf, calendarDayOf, endOfDay } from "#pages/licenses/expiry-dates.ts";
import { AboutLicense, type LicenseDialogProps, useReview } from "#pages/licenses/use-review.tsx";
import { capital } from "#pages/licenses/words.ts";
import { Button } from "#parts/button.tsx";
import { Choose } from "#parts/choose.tsx";
import { FormDialog } from "#parts/dialog.tsx";
import { devicesOf, expiryWord } from "#parts/event-words.tsx";
import { FieldError } from "#parts/field.tsx";
import { Icon } from "#parts/icon.tsx";
import { Note } from "#parts/note.tsx";
import { SwitchRow } from "#parts/switch.tsx";
import { toast } from "#parts/toast.tsx";
import { useNow } from "#parts/use-now.ts";
import { useOpening } from "#parts/use-opening.ts";

const SHORTCUTS = [
  { label: "+1 month", months: 1 },
  { label: "+3 months", months: 3 },
  { label: "+1 year", months: 12 },
];
type Kept = "mine" | "theirs";

/** When the license expires. Days are the viewer's; the time of day stays what it was. */
export function ExpiryDialog({ license, opened, onClose }: LicenseDialogProps) {
  const { expiresOn } = license;
  const [expires, setExpires] = useState(expiresOn !== null);
  const [date, setDate] = useState(expiresOn ?? "");
  const [shown, setShown] = useState("");
  const [pressed, setPressed] = useState("");
  const [kept, setKept] = useState<Kept>("mine");
  const edit = useEditLicense(license.id);
  const review = useReview(license, opened, edit);
  // The clock of the page is up to half a minute behind, and "Today" is now.
  const now = Math.max(useNow(), Date.now());
  const start = () => expiresOn ?? afterMonths(endOfDay(new Date()), 12);
  useOpening(opened, () => {
    setExpires(expiresOn !== null);
    setDate(start());
    setShown(calendarDayOf(start()));
    setPressed("");
    setKept("mine");
  });

  const close = () => {
    edit.reset();
    onClose();
  };
  const take = (iso: string, by: string) => {
    setDate(iso);
    setShown(calendarDayOf(iso));
    setPressed(by);
    if (edit.error) edit.reset();
  };
  // An expiry that has passed is no ground to extend from.
  const ground = expiresOn !== null && Date.parse(expiresOn) > now ? expiresOn : endOfDay(new Date(now));
  const mine = expires ? date : null;
  const isConflict = review.isChanged && review.before.expiresOn !== expiresOn && mine !== expiresOn;
  const isTheirs = isConflict && kept === "theirs";
  const wrong = edit.error?.fieldErrors.expiresOn;
  const submit = () => {
    if (isTheirs || isSame(mine, expiresOn)) return close();
    edit.mutate(
      { etag: license.etag, changes: { expiresOn: mine } },
      {
        onSuccess: () => {
          close();
          toast(mine === null ? "The license never expires now" : `Expiry set to ${dateOf(mine)}`);
        },
      },
    );
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Manage expiry"
      about={<AboutLicense license={license} />}
      verb={isConflict ? `${isTheirs ? "Keep" : "Save"} ${expiryWord(isTheirs ? expiresOn : mine)}` : "Save expiry"}
      busyVerb="Saving"
      busy={edit.isPending}
      problem={review.problem}
      disabled={!license.enabled}
      onSubmit={submit}
    >
      {review.note}
      {isConflict ? (
        <Choose
          label="The license expires"
          value={kept}
          onChange={setKept}
          options={[
            {
              value: "theirs",
              label: capital(expiryWord(expiresOn)),
              hint: review.at ? `${review.who}, saved ${timeOf(review.at)}` : "Saved",
            },
            { value: "mine", label: capital(expiryWord(mine)), hint: "Yours, not saved" },
          ]}
        />
      ) : (
        <>
          <SwitchRow
            label="This license expires"
            hint="Off means that it never does."
            checked={expires}
            onChange={setExpires}
          />
          {expires && (
            <>
              <fieldset className="quick quick--4">
                <legend className="vh">Shortcuts</legend>
                {SHORTCUTS.map(({ label, months }) => (
                  <Button
                    key={label}
                    aria-pressed={pressed === label}
                    onClick={() => take(afterMonths(ground, months), label)}
                  >
                    {label}
                  </Button>
                ))}
                <Button
                  aria-pressed={pressed === "today"}
                  onClick={() => take(new Date(Math.floor(Date.now() / 1000) * 1000).toISOString(), "today")}
                >
                  Today
                </Button>
              </fieldset>
              <div className="cal">
                <DatePicker
                  fullWidth
                  highlightToday
                  value={calendarDayOf(date)}
                  date={shown}
                  onDateChange={setShown}
                  minDate="1970-01-02"
                  maxDate="9999-12-30"
                  onChange={(day) => day && take(atTimeOf(day, start()), "")}
                  ariaLabels={{
                    nextMonth: "Next month",
                    previousMonth: "Previous month",
                    nextYear: "Next year",
                    previousYear: "Previous year",
                    nextDecade: "Next decade",
                    previousDecade: "Previous decade",
                    monthLevelControl: "Choose a month",
                    yearLevelControl: "Choose a year",
                  }}
                  getDayProps={(day) => ({ "aria-label": dateOf(atTimeOf(day, start())).replaceAll("\u00a0", " ") })}
                />
              </div>
            </>
          )}
          {wrong && <FieldError>{wrong}</FieldError>}
          <p className="change" role="status">
            <span>{expiryWord(expiresOn)}</span>
            {!isSame(mine, expiresOn) && (
              <>
                <Icon of={IconArrowRight} />
                <span className="vh">becomes</span>
                <b>{expiryWord(mine)}</b>
              </>
            )}
            {mine !== null && <span>{distanceOf(mine, now)}</span>}
          </p>
        </>
      )}
      {!isTheirs && mine !== null && Date.parse(mine) <= now && !isSame(mine, expiresOn) && (
        <ExpiresAtOnce expiresOn={mine} graceMs={graceOf(license)} devices={license.activationUsage} now={now} />
      )}
    </FormDialog>
  );
}

function ExpiresAtOnce(props: { expiresOn: string; graceMs: number; devices: number; now: number }) {
  const { expiresOn, graceMs, devices, now } = props;
  const graceEnds = Date.parse(expiresOn) + graceMs;
  return (
    <Note tone="warn" role="status">
      <b>The license expires at once.</b>{" "}
      {graceEnds > now
        ? `It keeps working in grace until ${dateOf(new Date(graceEnds).toISOString())}, then stops.`
        : `${devices === 0 ? "No device is in use" : `${devicesOf(devices)} in use ${devices === 1 ? "stops" : "stop"} validating`}. A later date brings it back.`}
    </Note>
  );
}

/** How long the license's grace is, in milliseconds. */
function graceOf({ expiresOn, graceEndsOn }: { expiresOn: string | null; graceEndsOn: string | null }): number {
  return expiresOn !== null && graceEndsOn !== null ? Date.parse(graceEndsOn) - Date.parse(expiresOn) : 0;
}

function isSame(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && Date.parse(one) === Date.parse(other));
}
