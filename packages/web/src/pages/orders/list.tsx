import { IconPlus, IconReceipt, IconSearch } from "@tabler/icons-react";
import type { Order } from "#data/api.gen.ts";
import { type OrderFilters, useOrders } from "#data/orders.ts";
import { usePlans } from "#data/plans.ts";
import { isWholeKey } from "#data/search.ts";
import { SOURCES } from "#data/sources.ts";
import { Allowed } from "#parts/allowed.tsx";
import { Button, ButtonLink } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { type Filter, FilterChips } from "#parts/filter-chips.tsx";
import { Money } from "#parts/money.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { SearchBox } from "#parts/search-box.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { useFilters } from "#parts/use-filters.ts";
import { DateAndDistance } from "#parts/when.tsx";

const NAMES = ["q", "placed", "product", "plan", "license", "from"] as const;
type Name = Exclude<(typeof NAMES)[number], "q">;

const DAYS = { "7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days", "365": "Last 12 months" };
const LICENSES = {
  active: "Active",
  in_grace: "In grace",
  expired: "Expired",
  suspended: "Suspended",
  deactivated: "Deactivated",
  none: "No license",
};

const COLUMNS: Column<Order>[] = [
  { name: "Number", at: "1 / 1", cell: ({ number }) => <b className="num">{number}</b> },
  {
    name: "Customer",
    at: "2 / 1",
    cell: ({ customer: { name, email } }) => (
      <>
        <b>{name ?? email}</b>
        {name !== null && <small>{email}</small>}
      </>
    ),
  },
  {
    name: "Plan",
    at: "3 / 1",
    cell: ({ plan }) => (
      <>
        {plan.name}
        <small>{plan.product.name}</small>
      </>
    ),
  },
  { name: "Placed", at: "2 / 2", nowrap: true, cell: ({ createdAt }) => <DateAndDistance at={createdAt} /> },
  {
    name: "Amount",
    at: "3 / 2",
    nowrap: true,
    cell: ({ amount, source }) => (
      <>
        <Money amount={amount} />
        <small>{source === "manual" ? "by hand" : SOURCES[source]}</small>
      </>
    ),
  },
  {
    name: "License",
    at: "1 / 2",
    cell: ({ license }) =>
      license === null ? (
        <span className="t3">No license</span>
      ) : (
        <StatusBadge status={license.status} date={license.status === "expired" ? license.expiresOn : null} />
      ),
  },
];

/** Every order, newest first; a row opens its order. */
export function Page() {
  const { filters, set, isNarrowed } = useFilters(NAMES);
  const list = useOrders(asked(filters));
  const clear = () => set(Object.fromEntries(NAMES.map((name) => [name, ""])));
  return (
    <>
      <PageHeader
        title="Orders"
        actions={
          <Allowed to="support">
            <ButtonLink to="/orders/new" look="main" icon={IconPlus}>
              New order
            </ButtonLink>
          </Allowed>
        }
      />
      <search className="tools">
        <SearchBox
          label="Search orders"
          placeholder="Number, e-mail or name"
          value={filters.q}
          // A pasted key must not get into the address; the search of the frame finds its license.
          onSearch={(q) => set({ q: isWholeKey(q) ? "" : q })}
        />
        <FilterChips filters={useChoices(filters.product)} values={filters} onChange={set} />
      </search>
      <DataTable
        label="Orders"
        columns={COLUMNS}
        list={list}
        keyOf={({ id }) => id}
        linkOf={({ id }) => ({ to: "/orders/$id", params: { id } })}
        order="Newest first"
        empty={isNarrowed ? <NothingFound clear={clear} /> : <NoOrders />}
      />
    </>
  );
}

/** What the address says, as the API takes it. What nobody could have chosen here is left out. */
function asked({ q, placed, product, plan, license, from }: Record<Name | "q", string>): OrderFilters {
  return {
    ...(q !== "" && { search: q }),
    ...(placed in DAYS && { from: daysAgo(Number(placed)) }),
    ...(product !== "" && { product }),
    ...(plan !== "" && { plan }),
    ...(license in LICENSES && { status: license as NonNullable<OrderFilters["status"]> }),
    ...(from in SOURCES && { source: from as NonNullable<OrderFilters["source"]> }),
  };
}

/** From midnight on, so that the question stays the same all day. */
function daysAgo(days: number): string {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - days + 1);
  return day.toISOString();
}

function useChoices(product: string): Filter<Name>[] {
  const { items: plans } = usePlans();
  const products = new Map(plans.map((plan) => [plan.product.id, plan.product.name]));
  const offered = plans.filter((plan) => product === "" || plan.product.id === product);
  return [
    { name: "placed", label: "Placed", options: optionsOf(DAYS) },
    { name: "product", label: "Product", options: [...products].map(([value, label]) => ({ value, label })) },
    {
      name: "plan",
      label: "Plan",
      options: offered.map(({ id, name, product: of }) => ({
        value: id,
        label: product === "" && products.size > 1 ? `${name}, ${of.name}` : name,
      })),
    },
    { name: "license", label: "License", options: optionsOf(LICENSES) },
    { name: "from", label: "Came from", options: optionsOf(SOURCES) },
  ];
}

function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function NoOrders() {
  return (
    <EmptyState
      icon={IconReceipt}
      title="No orders yet"
      actions={
        <Allowed to="support">
          <ButtonLink to="/orders/new" icon={IconPlus}>
            New order
          </ButtonLink>
        </Allowed>
      }
    >
      Your shop places them through the API, or you place one by hand. An order of a licensed plan issues its key at
      once.
    </EmptyState>
  );
}

function NothingFound({ clear }: { clear: () => void }) {
  return (
    <EmptyState
      icon={IconSearch}
      title="No order fits"
      actions={<Button onClick={clear}>Clear search and filters</Button>}
    >
      Numbers are matched whole; names and e-mails by how they begin. A filter may hide what you look for.
    </EmptyState>
  );
}
