import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { LicenseOfOrder, Overview } from "#data/api.gen.ts";
import { useWholeKey } from "#data/licenses.ts";
import { type FirstSteps, useFirstSteps } from "#data/overview.ts";
import { useMay } from "#data/roles.ts";
import { activationSnippets } from "#pages/overview/snippets.ts";
import { Allowed } from "#parts/allowed.tsx";
import { ButtonLink } from "#parts/button.tsx";
import { Icon } from "#parts/icon.tsx";
import { endingOf, KeyTail } from "#parts/key-field.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { SlotMeter, Slots } from "#parts/slots.tsx";
import { Snippet } from "#parts/snippet.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { wordsOfTerms } from "#parts/terms-words.tsx";
import { OnDate } from "#parts/when.tsx";

const NOTHING: FirstSteps = { product: null, plan: null, order: null };

/** A new installation: the steps to a working key, the next one open. */
export function FirstRun({ checklist }: { checklist: Overview["checklist"] }) {
  const { data: made = NOTHING } = useFirstSteps(checklist);
  const done = [checklist.product, checklist.plan, checklist.order, checklist.activation];
  const count = done.filter(Boolean).length;
  const license = made.order?.license ?? null;
  return (
    <>
      <PageHeader
        title="From a product to a working key"
        crumb="Overview"
        actions={
          <div className="progress">
            <SlotMeter used={count} limit={done.length} label="Steps done" />
            <span className="num">
              {count} of {done.length} done
            </span>
          </div>
        }
      >
        Four steps, about ten minutes. This list goes away when the last one is done.
      </PageHeader>
      <div className={license === null ? "alone" : "split"}>
        <section className="card" aria-label="Setup steps">
          <Steps done={done} made={made} />
        </section>
        {license !== null && <TestLicense license={license} />}
      </div>
    </>
  );
}

function Steps({ done, made }: { done: readonly boolean[]; made: FirstSteps }) {
  const next = done.indexOf(false);
  const at = (place: number) => ({ place: place + 1, isDone: done[place] === true, isNext: place === next });
  const look = (place: number) => (place === next ? "main" : "default");
  return (
    <ol className="steps">
      <ProductStep at={at(0)} look={look(0)} made={made} />
      <PlanStep at={at(1)} look={look(1)} made={made} />
      <OrderStep at={at(2)} look={look(2)} made={made} />
      <ActivationStep at={at(3)} made={made} />
    </ol>
  );
}

interface StepProps {
  readonly at: At;
  readonly look: "main" | "default";
  readonly made: FirstSteps;
}

function ProductStep({ at, look, made: { product } }: StepProps) {
  return (
    <Step
      {...at}
      title="Create a product"
      told={product ? `${product.name}, keys start with ${product.keyPrefix}` : "What you sell, such as one app."}
    >
      {!at.isDone && (
        <Allowed to="write">
          {" "}
          <ButtonLink to="/products" search={{ new: "product" } as never} size="sm" look={look}>
            New product
          </ButtonLink>
        </Allowed>
      )}
    </Step>
  );
}

function PlanStep({ at, look, made: { product, plan } }: StepProps) {
  const isUnlicensed = plan !== null && !plan.license.enabled;
  return (
    <Step
      {...at}
      title={isUnlicensed ? `Turn on license keys for ${plan.name}` : "Add a plan with license keys"}
      told={
        at.isDone && plan
          ? `${plan.name}: ${wordsOfTerms(plan.license)}`
          : "A way to buy the product: for how many devices a key is good, and for how long."
      }
    >
      {!at.isDone &&
        product !== null &&
        (isUnlicensed ? (
          <ButtonLink to="/plans/$id" params={{ id: plan.id }} size="sm" look={look}>
            Open plan
          </ButtonLink>
        ) : (
          <Allowed to="write">
            <ButtonLink
              to="/products/$id"
              params={{ id: product.id }}
              search={{ new: "plan" } as never}
              size="sm"
              look={look}
            >
              New plan
            </ButtonLink>
          </Allowed>
        ))}
      {at.isDone && plan && (
        <ButtonLink to="/plans/$id" params={{ id: plan.id }} size="sm">
          Open plan
        </ButtonLink>
      )}
    </Step>
  );
}

function OrderStep({ at, look, made: { plan, order } }: StepProps) {
  return (
    <Step
      {...at}
      title="Place a test order"
      told={
        order === null ? (
          "To yourself: it issues a key at once, and sends nothing to anybody."
        ) : (
          <>
            Order {order.number}
            {order.license ? (
              <>
                , key ending <span className="mono">{endingOf(order.license.licenseKey)}</span>
              </>
            ) : (
              ", without a key: its plan issues none"
            )}
          </>
        )
      }
    >
      {order !== null ? (
        <ButtonLink to="/orders/$id" params={{ id: order.id }} size="sm">
          Open order
        </ButtonLink>
      ) : (
        at.isNext && (
          <Allowed to="support">
            <ButtonLink to="/orders/new" search={(plan ? { plan: plan.id } : {}) as never} size="sm" look={look}>
              New order
            </ButtonLink>
          </Allowed>
        )
      )}
    </Step>
  );
}

function ActivationStep({ at, made: { product, order } }: Omit<StepProps, "look">) {
  const license = order?.license ?? null;
  return (
    <Step
      {...at}
      title="Activate the key from your app"
      told="Copy this and run it once, or let your app send the same request. This page notices by itself."
    >
      {at.isNext && (
        <>
          <ActivationSnippet license={license} product={(order?.plan.product ?? product)?.identifier} />
          <p className="wait" role="status">
            <span className="pulse" />
            Waiting for the first activation
          </p>
        </>
      )}
    </Step>
  );
}

/** The request, with the key of the test license filled in once it is copied. */
function ActivationSnippet({
  license,
  product = "your-product",
}: {
  license: LicenseOfOrder | null;
  product?: string;
}) {
  const { reveal } = useWholeKey(license?.id ?? "");
  const mayReveal = useMay("support") && license !== null;
  const shown = mayReveal ? license.licenseKey : "YOUR-LICENSE-KEY";
  return (
    <Snippet
      label="Activate the key"
      languages={activationSnippets({ address: window.location.origin, licenseKey: shown, product })}
      {...(mayReveal && { complete: async (code) => code.replace(shown, await reveal()) })}
    />
  );
}

interface At {
  readonly place: number;
  readonly isDone: boolean;
  readonly isNext: boolean;
}

function Step({
  place,
  isDone,
  isNext,
  title,
  told,
  children,
}: At & { title: string; told: ReactNode; children: ReactNode }) {
  return (
    <li className={isDone ? "done" : isNext ? "now" : undefined} aria-current={isNext ? "step" : undefined}>
      <span className="stepn">
        {isDone ? (
          <>
            <Icon of={IconCheck} size={14} />
            <span className="vh">Done</span>
          </>
        ) : (
          place
        )}
      </span>
      <div>
        <h2>{title}</h2>
        <p>{told}</p>
      </div>
      {children}
    </li>
  );
}

function TestLicense({ license }: { license: LicenseOfOrder }) {
  return (
    <aside className="rail" aria-label="Your test license">
      <div className="row">
        <h2>Your test license</h2>
        <StatusBadge status={license.status} />
      </div>
      <dl className="stack">
        <div className="stat">
          <dt>Key</dt>
          <dd>
            <Link to="/licenses/$id" params={{ id: license.id }}>
              <KeyTail licenseKey={license.licenseKey} />
            </Link>
          </dd>
        </div>
        <div className="stat">
          <dt>Expires</dt>
          <dd>{license.expiresOn === null ? "Never expires" : <OnDate at={license.expiresOn} />}</dd>
        </div>
        <div className="stat">
          <dt>In use</dt>
          <dd>
            <Slots used={license.activationUsage} limit={license.activationLimit} />
          </dd>
        </div>
      </dl>
    </aside>
  );
}
