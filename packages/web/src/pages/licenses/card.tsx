import { IconArrowRight } from "@tabler/icons-react";
import { useId } from "react";
import type { LicenseWithLastSeen } from "#data/api.gen.ts";
import type { Tagged } from "#data/client.ts";
import { LicenseActions } from "#pages/licenses/actions.tsx";
import { LicenseKey } from "#pages/licenses/key.tsx";
import { statusDateOf } from "#pages/licenses/life.ts";
import { ButtonLink } from "#parts/button.tsx";
import { Expiry } from "#parts/expiry.tsx";
import { Slots } from "#parts/slots.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { When } from "#parts/when.tsx";

/** A license on the page of its order. The whole card leads to the license; the key copies, the menu acts. */
export function LicenseCard({ license }: { license: Tagged<LicenseWithLastSeen> }) {
  const { id, status, activationUsage, activationLimit } = license;
  const statusDate = statusDateOf(license);
  const heading = useId();
  return (
    <section className="section card lic lic--go" aria-labelledby={heading}>
      <div className="lic-h">
        <h2 id={heading}>
          License <StatusBadge status={status} date={statusDate} />
        </h2>
        <ButtonLink to="/licenses/$id" params={{ id }} iconAfter={IconArrowRight} className="lic-open">
          Open license
        </ButtonLink>
        <LicenseActions license={license} />
      </div>
      <LicenseKey license={license} />
      <dl className="lic-f">
        <div className="stat">
          <dt>Expires</dt>
          <dd>
            <Expiry license={license} beside />
          </dd>
        </div>
        <div className="stat">
          <dt>In use</dt>
          <dd>
            <Slots used={activationUsage} limit={activationLimit} />
          </dd>
        </div>
        <div className="stat">
          <dt>Last seen</dt>
          <dd>
            <LastSeen license={license} />
          </dd>
        </div>
      </dl>
      <ButtonLink to="/licenses/$id" params={{ id }} iconAfter={IconArrowRight} className="lic-go lic-open">
        Open license
      </ButtonLink>
    </section>
  );
}

/** The device that was seen last. */
function LastSeen({ license: { lastSeen, activatedOn } }: { license: LicenseWithLastSeen }) {
  if (lastSeen === null)
    return <span className="t3">{activatedOn === null ? "Not activated yet" : "No device in use"}</span>;
  return (
    <>
      <When at={lastSeen.at} />
      <small>{lastSeen.name ?? "A device without a name"}</small>
    </>
  );
}
