import { IconArrowRight, IconPackage } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import type { Order } from "#data/api.gen.ts";
import { useLicense } from "#data/licenses.ts";
import { timeOf, zoneOf } from "#data/moments.ts";
import { useOrder } from "#data/orders.ts";
import { SOURCES } from "#data/sources.ts";
import { LicenseCard } from "#pages/licenses/card.tsx";
import { TimelineSection } from "#pages/licenses/timeline.tsx";
import { ButtonLink } from "#parts/button.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { Facts } from "#parts/facts.tsx";
import { Money } from "#parts/money.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { PageSkeleton, Skeleton } from "#parts/skeleton.tsx";
import { OnDate } from "#parts/when.tsx";

const CRUMBS = [{ name: "Orders", to: "/orders" }];

/** One order: what was bought, its license, and all that happened. */
export function Page() {
  const { id = "" } = useParams({ strict: false });
  const { data: order, error, refetch } = useOrder(id);
  if (order === undefined) {
    return (
      <>
        {error === null ? (
          <PageSkeleton />
        ) : (
          <>
            <PageHeader title="Order" crumbs={CRUMBS} />
            <ProblemState problem={error} again={() => void refetch()} />
          </>
        )}
      </>
    );
  }
  return (
    <>
      <PageHeader title={`Order ${order.number}`} crumb={String(order.number)} crumbs={CRUMBS} />
      <OrderFacts order={order} />
      {order.license === null ? <NoLicense order={order} /> : <LicenseOf id={order.license.id} />}
      <TimelineSection about={{ order: order.id }} aside={<p>Times in {zoneOf(new Date())}</p>} />
    </>
  );
}

function OrderFacts({ order: { customer, plan, createdAt, source, amount } }: { order: Order }) {
  return (
    <Facts
      facts={[
        {
          name: "Customer",
          value: (
            <Link className="link" to="/customers/$id" params={{ id: customer.id }}>
              {customer.name ?? customer.email}
            </Link>
          ),
          more: customer.name !== null && customer.email,
        },
        {
          name: "Plan",
          value: (
            <Link className="link" to="/plans/$id" params={{ id: plan.id }}>
              {plan.name}
            </Link>
          ),
          more: plan.product.name,
        },
        {
          name: "Placed",
          value: <OnDate at={createdAt} />,
          more: `${timeOf(createdAt)}, ${source === "manual" ? "by hand" : `through ${source === "api" ? "the API" : SOURCES[source]}`}`,
        },
        { name: "Amount", value: <Money amount={amount} /> },
      ]}
    />
  );
}

function LicenseOf({ id }: { id: string }) {
  const { data: license, error, refetch } = useLicense(id);
  if (license !== undefined) return <LicenseCard license={license} />;
  if (error !== null) return <ProblemState problem={error} again={() => void refetch()} />;
  return (
    <div className="section card form skels">
      <Skeleton width={120} />
      <Skeleton width="60%" height={44} />
      <Skeleton width="40%" />
    </div>
  );
}

function NoLicense({ order: { plan } }: { order: Order }) {
  return (
    <section className="section card" aria-label="License">
      <EmptyState
        icon={IconPackage}
        title="No license"
        actions={
          <ButtonLink to="/plans/$id" params={{ id: plan.id }} iconAfter={IconArrowRight}>
            Open plan
          </ButtonLink>
        }
      >
        {plan.name} came without a license key when this order was placed. Turn keys on for the plan, and its next
        orders get one.
      </EmptyState>
    </section>
  );
}
