import { IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import type { License } from "#data/api.gen.ts";
import { dateOf, distanceOf } from "#data/moments.ts";
import { ExpiryCalendar } from "#pages/licenses/expiry-calendar.tsx";
import { afterMonths, endOfDay } from "#pages/licenses/expiry-dates.ts";
import { type ExpiryOfLicense, expiryOf, isSameExpiry } from "#pages/licenses/life.ts";
import { type Term, TermDialog } from "#pages/licenses/term-dialog.tsx";
import type { LicenseDialogProps } from "#pages/licenses/use-review.tsx";
import { FieldError } from "#parts/field.tsx";
import { Icon } from "#parts/icon.tsx";
import { capital, devicesOf, expiryWord } from "#parts/measure-words.ts";
import { Note } from "#parts/note.tsx";
import { Segmented } from "#parts/segmented.tsx";
import { SwitchRow } from "#parts/switch.tsx";
import { useNow } from "#parts/use-now.ts";
import { useOpening } from "#parts/use-opening.ts";

const EXPIRY: Term<ExpiryOfLicense> = {
  field: "expiresOn",
  title: "Manage expiry",
  label: "The license expires",
  verb: "Save expiry",
  valueOf: expiryOf,
  isSame: isSameExpiry,
  word: (expiry) => (expiry === null ? "no expiry" : expiryWord(expiry)),
  // What starts with the first activation is never sent: it is the license's own, and saved already.
  changesOf: (expiry) => (typeof expiry === "object" && expiry !== null ? {} : { expiresOn: expiry }),
  done: (expiry) => (expiry === null ? "The license never expires now" : `Expiry set to ${expiryWord(expiry)}`),
};

/** When the license expires. Days are the viewer's; the time of day stays what it was. */
export function ExpiryDialog(props: LicenseDialogProps) {
  const { license } = props;
  const { expiryFromActivation } = license;
  const saved = expiryOf(license);
  const [expires, setExpires] = useState(saved !== null);
  const [counted, setCounted] = useState<"activation" | "date">("date");
  const [date, setDate] = useState(license.expiresOn ?? "");
  const [round, setRound] = useState(0);
  // The clock of the page is up to half a minute behind, and "Today" is now.
  const now = Math.max(useNow(), Date.now());
  useOpening(props.opened, () => {
    setExpires(saved !== null);
    setCounted(expiryFromActivation === null ? "date" : "activation");
    setDate(license.expiresOn ?? afterMonths(endOfDay(new Date()), 12));
    setRound(round + 1);
  });
  const isWaiting = expiryFromActivation !== null;
  // A device may have been activated meanwhile: what is counted from there is a date by now, and stays.
  const mine = !expires ? null : counted === "activation" ? saved : date;
  return (
    <TermDialog {...props} term={EXPIRY} mine={mine} warning={<Warning license={license} expiresOn={mine} now={now} />}>
      {({ error, edited }) => (
        <>
          <SwitchRow
            label="This license expires"
            hint="Off means that it never does."
            checked={expires}
            onChange={(checked) => {
              setExpires(checked);
              edited();
            }}
          />
          {expires && isWaiting && (
            <Segmented
              full
              label={EXPIRY.label}
              value={counted}
              onChange={setCounted}
              options={[
                { value: "activation", label: capital(expiryWord(expiryFromActivation)) },
                { value: "date", label: "On a date" },
              ]}
            />
          )}
          {expires && (!isWaiting || counted === "date") && (
            <ExpiryCalendar
              key={round}
              value={date}
              ground={groundOf(license, now)}
              onChange={(iso) => {
                setDate(iso);
                edited();
              }}
            />
          )}
          {error && <FieldError>{error}</FieldError>}
          <p className="change" role="status">
            {!(isWaiting && isSameExpiry(mine, saved)) && <span>{expiryWord(saved)}</span>}
            {!isSameExpiry(mine, saved) && (
              <>
                <Icon of={IconArrowRight} />
                <span className="vh">becomes</span>
                <b>{expiryWord(mine)}</b>
              </>
            )}
            {typeof mine === "string" && <span>{distanceOf(mine, now)}</span>}
          </p>
        </>
      )}
    </TermDialog>
  );
}

/** From when an extension counts: an expiry that has passed is no ground to extend from. */
function groundOf({ expiresOn }: License, now: number): string {
  return expiresOn !== null && Date.parse(expiresOn) > now ? expiresOn : endOfDay(new Date(now));
}

/** What saving this expiry does at once, or for ever. */
function Warning({ license, expiresOn, now }: { license: License; expiresOn: ExpiryOfLicense; now: number }) {
  if (isSameExpiry(expiresOn, expiryOf(license))) return null;
  const endsAtOnce = typeof expiresOn === "string" && Date.parse(expiresOn) <= now;
  return (
    <>
      {license.expiryFromActivation !== null && (
        <Note tone="warn" role="status">
          <b>The first activation no longer starts its time.</b> This can’t be undone.
        </Note>
      )}
      {endsAtOnce && (
        <ExpiresAtOnce expiresOn={expiresOn} graceMs={graceOf(license)} devices={license.activationUsage} now={now} />
      )}
    </>
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
function graceOf({ expiresOn, graceEndsOn }: License): number {
  return expiresOn !== null && graceEndsOn !== null ? Date.parse(graceEndsOn) - Date.parse(expiresOn) : 0;
}
