import { useState } from "react";
import { dateOf, distanceOf } from "#data/moments.ts";
import { KeyField } from "#parts/key-field.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { useNow } from "#parts/use-now.ts";
import type { Brand, License } from "#portal/calls.ts";
import { Button } from "#portal/controls.tsx";
import { Devices } from "#portal/devices.tsx";
import { Regenerate } from "#portal/regenerate.tsx";

/** One license: its key and until when it works, and its devices beside it. */
export function LicenseCard({
  brand,
  license,
  readAgain,
  onSignedOut,
}: {
  brand: Brand;
  license: License;
  /** Reads the licenses again, once something about them has changed. */
  readAgain: () => Promise<void>;
  onSignedOut: () => void;
}) {
  const [isAsking, setIsAsking] = useState(false);
  const [isNew, setIsNew] = useState(false);
  const { id, product, plan, order } = license;
  return (
    <>
      <article className="card plic" aria-labelledby={`license-${id}`}>
        <div>
          <div className="plic-h">
            <div>
              <h2 id={`license-${id}`}>{product.name}</h2>
              <p>{plan.name}</p>
            </div>
            <StatusBadge status={license.status} />
          </div>
          <KeyField licenseKey={license.licenseKey} />
          <p className="plic-new" role="status">
            {isNew && "This is your new key. Type it on each of your devices."}
          </p>
          <dl>
            <Life license={license} brand={brand} />
            <div>
              <dt>Bought</dt>
              <dd>
                {dateOf(order.createdAt)}, order {order.number}
              </dd>
            </div>
          </dl>
          {(license.renewalUrl !== null || license.mayRegenerate) && (
            <div className="plic-a">
              {license.renewalUrl !== null && (
                <a className="btn" href={license.renewalUrl} rel="noreferrer">
                  Renew
                </a>
              )}
              {license.mayRegenerate && (
                <Button look="quiet" onClick={() => setIsAsking(true)}>
                  Get a new key
                </Button>
              )}
            </div>
          )}
        </div>
        {/* Another key has no devices yet: what was shown of the old one's is forgotten. */}
        <Devices key={license.licenseKey} license={license} readAgain={readAgain} onSignedOut={onSignedOut} />
      </article>
      {isAsking && (
        <Regenerate
          license={license}
          onClose={() => setIsAsking(false)}
          onDone={async () => {
            setIsAsking(false);
            await readAgain();
            setIsNew(true);
          }}
          onSignedOut={onSignedOut}
        />
      )}
    </>
  );
}

/** Until when a license works, or why it does not. */
function Life({ license, brand }: { license: License; brand: Brand }) {
  const now = useNow();
  const { status, expiresOn, graceEndsOn, expiryFromActivation } = license;
  if (status === "deactivated") return <Fact name="Ended">by {brand.name}, for ever</Fact>;
  if (status === "suspended") return <Fact name="Suspended">until {brand.name} restores it, or a payment does</Fact>;
  if (expiryFromActivation !== null) {
    const { value, unit } = expiryFromActivation;
    return (
      <Fact name="Works for">
        <b>
          {value} {value === 1 ? unit.slice(0, -1) : unit}
        </b>
        , from the first device on
      </Fact>
    );
  }
  if (expiresOn === null)
    return (
      <Fact name="Works until">
        <b>Never expires</b>
      </Fact>
    );
  if (status === "in_grace" && graceEndsOn !== null)
    return (
      <Fact name={`Expired ${dateOf(expiresOn)}`}>
        works until <b>{dateOf(graceEndsOn)}</b>
      </Fact>
    );
  return (
    <Fact name={status === "expired" ? "Expired" : "Works until"}>
      <b>{dateOf(expiresOn)}</b>, {distanceOf(expiresOn, now)}
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
