import type { License } from "#data/api.gen.ts";
import { distanceOf } from "#data/moments.ts";
import { counted, lengthOf } from "#parts/measure-words.ts";
import { useNow } from "#parts/use-now.ts";
import { OnDate } from "#parts/when.tsx";

const DAY_MS = 86_400_000;

/** What is told of a license's end. */
type Life = Pick<License, "expiresOn" | "expiryFromActivation" | "graceEndsOn" | "status">;

interface ExpiryProps {
  readonly license: Life;
  /** Puts the distance beside the date, as the license card does, instead of below it. */
  readonly beside?: boolean;
  /** Tells what grace will follow, too; what is left of one that has begun is always told. */
  readonly withGrace?: boolean;
}

/** When a license expires and how far away that is: `24 Nov 2027`, `1 year` from first activation, `Never expires`. */
export function Expiry({ license, beside = false, withGrace = false }: ExpiryProps) {
  const now = useNow();
  const { expiresOn, expiryFromActivation: length } = license;
  if (expiresOn === null && length === null) return <span className="nowrap">Never expires</span>;
  const more =
    expiresOn === null ? "from first activation" : `${distanceOf(expiresOn, now)}${graceOf(license, withGrace, now)}`;
  return (
    <>
      {expiresOn !== null ? (
        <OnDate at={expiresOn} />
      ) : (
        length !== null && <span className="nowrap">{lengthOf(length.value, length.unit)}</span>
      )}
      {beside ? (
        <>
          {" "}
          <span className="t3 nowrap">
            <span className="sep">· </span>
            {more}
          </span>
        </>
      ) : (
        <small>{more}</small>
      )}
    </>
  );
}

function graceOf({ expiresOn, graceEndsOn, status }: Life, isAhead: boolean, now: number): string {
  if (expiresOn === null || graceEndsOn === null) return "";
  const days = (from: number) => Math.ceil((Date.parse(graceEndsOn) - from) / DAY_MS);
  if (status === "in_grace") return `, ${counted(Math.max(days(now), 1), "day")} of grace left`;
  return isAhead && status === "active" ? `, then ${counted(days(Date.parse(expiresOn)), "day")} of grace` : "";
}
