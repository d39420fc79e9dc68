import type { License, Order } from "#data/api.gen.ts";
import type { List } from "#data/list.ts";
import { SOURCES } from "#data/sources.ts";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { Expiry } from "#parts/expiry.tsx";
import { KeyTail } from "#parts/key-field.tsx";
import { Money } from "#parts/money.tsx";
import { Section } from "#parts/section.tsx";
import { SlotsInRow } from "#parts/slots.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { DateAndDistance } from "#parts/when.tsx";

const LICENSES: Column<License>[] = [
  { name: "Key", at: "1 / 1", cell: ({ licenseKey }) => <KeyTail licenseKey={licenseKey} /> },
  { name: "Plan", at: "2 / 1", cell: PlanCell },
  { name: "Order", cell: ({ order }) => <span className="num">{order.number}</span> },
  {
    name: "Activations",
    at: "2 / 2",
    nowrap: true,
    cell: ({ activationUsage, activationLimit }) => <SlotsInRow used={activationUsage} limit={activationLimit} />,
  },
  { name: "Expiry", at: "3 / 1", nowrap: true, cell: (license) => <Expiry license={license} /> },
  { name: "Status", at: "1 / 2", cell: ({ status }) => <StatusBadge status={status} /> },
];

const ORDERS: Column<Order>[] = [
  { name: "Number", at: "1 / 1", cell: ({ number }) => <b className="num">{number}</b> },
  { name: "Plan", at: "2 / 1", cell: PlanCell },
  { name: "Came from", cell: ({ source }) => SOURCES[source] },
  { name: "Placed", at: "3 / 1", nowrap: true, cell: ({ createdAt }) => <DateAndDistance at={createdAt} /> },
  { name: "Amount", at: "2 / 2", cell: ({ amount }) => <Money amount={amount} /> },
  {
    name: "License",
    at: "1 / 2",
    cell: ({ license }) =>
      license ? <KeyTail licenseKey={license.licenseKey} /> : <span className="t3">No license key</span>,
  },
];

function PlanCell({ plan }: License | Order) {
  return (
    <>
      {plan.name}
      <small>{plan.product.name}</small>
    </>
  );
}

export function CustomerLicenses({ list }: { list: List<License> }) {
  return (
    <Section title="Licenses">
      <DataTable
        label="List of licenses"
        boxed
        columns={LICENSES}
        list={list}
        keyOf={({ id }) => id}
        linkOf={({ id }) => ({ to: "/licenses/$id", params: { id } })}
        empty={<p className="t3">No order of theirs was of a plan with license keys.</p>}
      />
    </Section>
  );
}

export function CustomerOrders({ list }: { list: List<Order> }) {
  return (
    <Section title="Orders">
      <DataTable
        label="List of orders"
        boxed
        columns={ORDERS}
        list={list}
        keyOf={({ id }) => id}
        linkOf={({ id }) => ({ to: "/orders/$id", params: { id } })}
        empty={<p className="t3">No orders yet. “New order” places one for them.</p>}
      />
    </Section>
  );
}
