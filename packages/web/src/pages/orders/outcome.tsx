import { IconKey, IconReceipt, IconUserPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Plan } from "#data/api.gen.ts";
import { usePlanPreview } from "#data/plans.ts";
import { Icon, type TablerIcon } from "#parts/icon.tsx";
import { KeyInWords } from "#parts/terms-words.tsx";

/** What will happen once the order is placed, in words. */
export function Outcome({
  plan,
  name,
  isKnown,
  email,
}: {
  plan: Plan | undefined;
  name: string;
  isKnown: boolean;
  email: string;
}) {
  return (
    <aside className="rail" aria-label="What happens">
      <h2>What happens</h2>
      {plan === undefined ? (
        <p>Choose a plan to see what the customer gets.</p>
      ) : (
        <>
          <p aria-live="polite">
            <b>{name || email || "The customer"}</b>{" "}
            {plan.license.enabled ? <Gets plan={plan} /> : "gets no key: this plan comes without one."}
          </p>
          <ol className="timeline">
            {plan.license.enabled && (
              <Step
                icon={IconKey}
                tone="dot--ok"
                what="Key issued at once"
                more="It works the moment the order is placed"
              />
            )}
            {email !== "" && !isKnown && <Step icon={IconUserPlus} what="New customer" more={email} />}
            <Step icon={IconReceipt} what="Order placed by you" more={`${plan.name}, ${plan.product.name}`} />
          </ol>
        </>
      )}
    </aside>
  );
}

function Gets({ plan: { license } }: { plan: Plan }) {
  const { data: preview } = usePlanPreview(license);
  return (
    <>
      gets <KeyInWords terms={license} expiresOn={preview?.expiresOn ?? null} />
    </>
  );
}

function Step({ icon, tone = "", what, more }: { icon: TablerIcon; tone?: string; what: string; more: ReactNode }) {
  return (
    <li>
      <span className={`dot ${tone}`}>
        <Icon of={icon} />
      </span>
      <div>
        <p>{what}</p>
        <p>{more}</p>
      </div>
    </li>
  );
}
