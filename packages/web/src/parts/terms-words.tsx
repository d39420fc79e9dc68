import type { LicenseTerms } from "#data/api.gen.ts";
import { capital, counted, devicesOf, expiryWord, lengthOf } from "#parts/measure-words.ts";
import { OnDate } from "#parts/when.tsx";

/** License terms on one line: `5 devices, 1 year, then 7 days of grace`. */
export function wordsOfTerms({ enabled, activationLimit, expiry, graceDays }: LicenseTerms): string {
  if (!enabled) return "No license key";
  const devices = capital(activationLimit === null ? "any number of devices" : devicesOf(activationLimit));
  if (expiry === null) return `${devices}, never expires`;
  const grace = graceDays > 0 ? `, then ${counted(graceDays, "day")} of grace` : "";
  return `${devices}, ${expiryWord(expiry)}${grace}`;
}

/**
 * What a key is good for, as a sentence goes on: `a key for up to 5 devices that expires on 24 Nov 2027, then keeps
 * working 7 days more.`
 * @param expiresOn of a key that is bought, and activated, now; null while that is not known, and for what never expires
 */
export function KeyInWords({ terms, expiresOn }: { terms: LicenseTerms; expiresOn: string | null }) {
  const { activationLimit, expiry, graceDays } = terms;
  return (
    <>
      a key for <b>{activationLimit === null ? "any number of devices" : `up to ${devicesOf(activationLimit)}`}</b> that{" "}
      {expiry === null ? <b>never expires</b> : <Expires expiry={expiry} expiresOn={expiresOn} />}
      {expiry !== null && graceDays > 0 && (
        <>
          , then keeps working <b>{counted(graceDays, "day")}</b> more
        </>
      )}
      .
    </>
  );
}

function Expires({
  expiry: { value, unit, from },
  expiresOn,
}: {
  expiry: NonNullable<LicenseTerms["expiry"]>;
  expiresOn: string | null;
}) {
  const length = <b>{lengthOf(value, unit)}</b>;
  const date = expiresOn !== null && (
    <b>
      <OnDate at={expiresOn} />
    </b>
  );
  if (from === "purchase") return date ? <>expires on {date}</> : <>expires in {length}</>;
  return (
    <>
      expires {length} after its first activation{date && <>, on {date} if that is today</>}
    </>
  );
}
