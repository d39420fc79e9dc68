import { IconPencil } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { License } from "#data/api.gen.ts";
import { useCustomer } from "#data/customers.ts";
import { useEvents } from "#data/events.ts";
import { useLicenses } from "#data/licenses.ts";
import { useOrders } from "#data/orders.ts";
import { CustomerActions } from "#pages/customers/actions.tsx";
import { Devices } from "#pages/customers/devices.tsx";
import { EditCustomer } from "#pages/customers/edit.tsx";
import { CustomerLicenses, CustomerOrders } from "#pages/customers/tables.tsx";
import { Allowed } from "#parts/allowed.tsx";
import { Button, ButtonLink } from "#parts/button.tsx";
import { ShowMore } from "#parts/data-table.tsx";
import { lineOf } from "#parts/event-line.tsx";
import { Facts } from "#parts/facts.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { Section } from "#parts/section.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";
import { Timeline } from "#parts/timeline.tsx";
import { DateAndDistance } from "#parts/when.tsx";

const CRUMBS = [{ name: "Customers", to: "/customers" }];

/** One customer: what they bought, where they use it, and what happened. */
export function Page() {
  const { id = "" } = useParams({ strict: false });
  const customer = useCustomer(id);
  const licenses = useLicenses({ customer: id });
  const orders = useOrders({ customer: id });
  const [isEditing, setIsEditing] = useState(false);
  if (customer.error && !customer.data)
    return (
      <>
        <PageHeader title="Customer" crumbs={CRUMBS} />
        <ProblemState problem={customer.error} again={() => void customer.refetch()} />
      </>
    );
  if (!customer.data) return <PageSkeleton />;
  const { name, email, customerId, createdAt, etag, erased } = customer.data;
  return (
    <>
      <PageHeader
        title={erased ? "Erased customer" : (name ?? email)}
        crumbs={CRUMBS}
        actions={
          <>
            {!erased && (
              <Allowed to="support">
                <Button icon={IconPencil} onClick={() => setIsEditing(true)}>
                  Edit
                </Button>
                <ButtonLink to="/orders/new" search={{ email } as never}>
                  New order
                </ButtonLink>
              </Allowed>
            )}
            <Allowed to="admin">
              <CustomerActions customer={customer.data} />
            </Allowed>
          </>
        }
      >
        {erased ? "Nobody can tell any more who it was" : name && email}
      </PageHeader>
      <Facts
        facts={[
          { name: "Customer since", value: <DateAndDistance at={createdAt} /> },
          { name: "Orders", value: <span className="num">{customer.data.orders}</span> },
          {
            name: "Licenses",
            value: <span className="num">{customer.data.licenses}</span>,
            more: licenses.hasMore ? null : activeOf(licenses.items.map(({ status }) => status)),
          },
          {
            name: "Your id",
            value:
              customerId === id ? <span className="t3">None</span> : <span className="mono breaks">{customerId}</span>,
          },
        ]}
      />
      <CustomerLicenses list={licenses} />
      {licenses.items.length > 0 && (
        <Devices customer={customer.data} used={licenses.hasMore ? null : usedOf(licenses.items)} />
      )}
      <CustomerOrders list={orders} />
      <Events id={id} />
      <EditCustomer
        id={id}
        current={{ name, customerId, etag }}
        opened={isEditing}
        onClose={() => setIsEditing(false)}
      />
    </>
  );
}

function usedOf(licenses: readonly License[]): number {
  return licenses.reduce((sum, { activationUsage }) => sum + activationUsage, 0);
}

function activeOf(statuses: readonly string[]): string | null {
  if (statuses.length === 0) return null;
  const active = statuses.filter((status) => status === "active").length;
  if (active === 0) return "None active";
  if (active < statuses.length) return `${active} active`;
  return statuses.length === 1 ? "Active" : statuses.length === 2 ? "Both active" : "All active";
}

function Events({ id }: { id: string }) {
  const events = useEvents({ customer: id });
  if (events.problem && events.items.length === 0)
    return (
      <Section title="Activity">
        <ProblemState problem={events.problem} again={events.again} />
      </Section>
    );
  if (events.items.length === 0) return null;
  return (
    <Section title="Activity">
      <Timeline happenings={events.items.map((event) => lineOf(event, { ofCustomer: true }))} />
      {events.hasMore && <ShowMore list={events} order="Newest first" />}
    </Section>
  );
}
