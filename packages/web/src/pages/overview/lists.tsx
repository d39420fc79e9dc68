import { Link } from "@tanstack/react-router";
import type { License, Overview } from "#data/api.gen.ts";
import { distanceOf, shortDateOf } from "#data/moments.ts";
import { ButtonLink } from "#parts/button.tsx";
import { endingOf, KeyTail } from "#parts/key-field.tsx";
import { counted, devicesOf, useWord } from "#parts/measure-words.ts";
import { Section } from "#parts/section.tsx";
import { useNow } from "#parts/use-now.ts";

const SHOWN = 5;

/** Keys that are tried more often, or used on more devices, than one buyer would. */
export function Suspicious({ suspicious }: { suspicious: Overview["suspicious"] }) {
  const now = useNow();
  return (
    <Section title="Keys that deserve a look">
      {suspicious.length === 0 ? (
        <p className="nothing">
          None in the last 7 days. A key turns up here after many denied activations, or many devices in a short time.
        </p>
      ) : (
        <ul className="rows">
          {suspicious.slice(0, SHOWN).map(({ license, denied, devices, since }) => (
            <li key={license.id}>
              <span>
                <Link className="go" to="/licenses/$id" params={{ id: license.id }}>
                  <KeyTail licenseKey={license.licenseKey} />
                </Link>{" "}
                <span className="t3 s13">· {license.customer.name ?? license.customer.email}</span>
                <small className="why">{whyOf({ license, denied, devices, since: shortDateOf(since, now) })}</small>
              </span>
              <ButtonLink
                size="sm"
                to="/licenses/$id"
                params={{ id: license.id }}
                aria-label={`Review key ending ${endingOf(license.licenseKey)}`}
              >
                Review
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function whyOf({ license, denied, devices, since }: Overview["suspicious"][number]): string {
  const { activationUsage, activationLimit } = license;
  if (denied > 0) {
    return `${counted(denied, "denied activation")} since ${since}, ${useWord(activationUsage, activationLimit)}`;
  }
  const limit = activationLimit === null ? "without a limit" : `on a limit of ${activationLimit}`;
  return `${devicesOf(devices)} since ${since} ${limit}`;
}

/** Licenses that expire within a month, the first of them first. */
export function ExpiringSoon({ licenses, count }: { licenses: readonly License[]; count: number }) {
  const now = useNow();
  return (
    <Section
      title="Expiring soon"
      aside={
        count > 0 && (
          <Link className="link s13" to="/licenses" search={{ status: "active", expires: "30d" } as never}>
            All {count.toLocaleString("en")} in 30&nbsp;days
          </Link>
        )
      }
    >
      {licenses.length === 0 ? (
        <p className="nothing">No license expires within 30 days.</p>
      ) : (
        <ul className="rows">
          {licenses.slice(0, SHOWN).map(({ id, licenseKey, customer, plan, expiresOn }) => (
            <li key={id}>
              <span>
                <Link className="go" to="/licenses/$id" params={{ id }}>
                  <b>{customer.name ?? customer.email}</b>
                </Link>
                <small>
                  {plan.name} · <span className="mono">…{endingOf(licenseKey)}</span>
                </small>
              </span>
              {expiresOn !== null && (
                <time className="num s13" dateTime={expiresOn}>
                  {shortDateOf(expiresOn, now)}
                  <small>{distanceOf(expiresOn, now)}</small>
                </time>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
