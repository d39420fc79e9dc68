import { IconKey, IconKeyOff, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { License } from "#data/api.gen.ts";
import { type LicenseFilters, useLicenses } from "#data/licenses.ts";
import { usePlans } from "#data/plans.ts";
import { useProducts } from "#data/products.ts";
import { Allowed } from "#parts/allowed.tsx";
import { Button, ButtonLink } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { Expiry } from "#parts/expiry.tsx";
import { type Filter, FilterChips } from "#parts/filter-chips.tsx";
import { KeyTail } from "#parts/key-field.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { SearchBox } from "#parts/search-box.tsx";
import { SlotsInRow } from "#parts/slots.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { useFilters } from "#parts/use-filters.ts";
import { type KeySearch, useKeySearch } from "#parts/use-key-search.ts";
import { useNow } from "#parts/use-now.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const COLUMNS: Column<License>[] = [
  { name: "Key", at: "1 / 1", cell: ({ licenseKey }) => <KeyTail licenseKey={licenseKey} /> },
  {
    name: "Customer",
    at: "2 / 1",
    cell: ({ customer }) =>
      customer.name ? (
        <>
          <b>{customer.name}</b>
          <small>{customer.email}</small>
        </>
      ) : (
        <b>{customer.email}</b>
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
  {
    name: "Activations",
    at: "2 / 2",
    nowrap: true,
    cell: ({ activationUsage, activationLimit }) => <SlotsInRow used={activationUsage} limit={activationLimit} />,
  },
  { name: "Expiry", at: "3 / 2", nowrap: true, cell: (license) => <Expiry license={license} /> },
  { name: "Status", at: "1 / 2", cell: ({ status }) => <StatusBadge status={status} /> },
];

const STATUS: Filter<"status"> = {
  name: "status",
  label: "Status",
  options: [
    { value: "active", label: "Active" },
    { value: "in_grace", label: "In grace" },
    { value: "expired", label: "Expired" },
    { value: "suspended", label: "Suspended" },
    { value: "deactivated", label: "Deactivated" },
  ],
};

/** The words in the address, and how many days they reach from now. */
const EXPIRES: Filter<"expires"> = {
  name: "expires",
  label: "Expires",
  options: [
    { value: "7d", label: "In the next 7\u00a0days" },
    { value: "30d", label: "In the next 30\u00a0days" },
    { value: "90d", label: "In the next 90\u00a0days" },
    { value: "-30d", label: "In the last 30\u00a0days" },
  ],
};

const NAMES = ["q", "product", "plan", "status", "expires"] as const;
type Narrowing = Record<(typeof NAMES)[number], string>;

/** Every license, the newest first; searched by a pasted key, its end, an e-mail, a name or an order. */
export function Page() {
  const { filters, set, isNarrowed } = useFilters(NAMES);
  const list = useLicenses(queryOf(filters, useNow()));
  const keySearch = useKeySearch((q) => set({ q }));
  const [round, setRound] = useState(0);
  const chips = useChips();

  const isNothingYet =
    !isNarrowed && keySearch.state === "none" && !list.isPending && !list.problem && list.items.length === 0;
  if (isNothingYet) return <NothingYet />;
  const startOver = () => {
    keySearch.search("");
    setRound(round + 1);
    document.querySelector<HTMLInputElement>("main [data-search]")?.focus();
  };
  return (
    <>
      <PageHeader
        title="Licenses"
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
          key={round}
          label="Search licenses"
          placeholder="Key, last characters, e-mail or order"
          value={filters.q}
          onSearch={keySearch.search}
        />
        <FilterChips filters={chips} values={filters} onChange={set} />
      </search>
      {keySearch.state === "none" || keySearch.state === "looking" ? (
        <DataTable
          label="Licenses"
          columns={COLUMNS}
          list={keySearch.state === "looking" ? { ...list, items: [], isPending: true, problem: null } : list}
          keyOf={({ id }) => id}
          linkOf={({ id }) => ({ to: "/licenses/$id", params: { id } })}
          order="Newest first"
          empty={
            <div className="card found-none">
              <NothingFound filters={filters} chips={chips} onClear={set} />
            </div>
          }
        />
      ) : (
        <div className="card found-none">
          <KeyNotFound state={keySearch.state} startOver={startOver} />
        </div>
      )}
    </>
  );
}

function useChips(): Filter<"product" | "plan" | "status" | "expires">[] {
  const products = useProducts();
  const plans = usePlans();
  return [
    {
      name: "product",
      label: "Product",
      options: products.items.map(({ identifier, name }) => ({ value: identifier, label: name })),
    },
    STATUS,
    {
      name: "plan",
      label: "Plan",
      options: plans.items.map(({ identifier, name }) => ({ value: identifier, label: name })),
    },
    EXPIRES,
  ];
}

function queryOf({ q, product, plan, status, expires }: Narrowing, now: number): LicenseFilters {
  const days = Number(/^(-?\d{1,4})d$/.exec(expires)?.[1] ?? 0);
  // To the hour: the same question for as long as nobody can tell the difference.
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const other = hour + days * DAY_MS;
  return {
    ...(q && { search: q }),
    ...(product && { product }),
    ...(plan && { plan }),
    ...(status && { status: status as NonNullable<LicenseFilters["status"]> }),
    ...(days !== 0 && {
      expiresAfter: new Date(Math.min(hour, other)).toISOString(),
      expiresBefore: new Date(Math.max(hour, other)).toISOString(),
    }),
  };
}

function NothingYet() {
  return (
    <>
      <PageHeader title="Licenses" />
      <div className="card found-none">
        <EmptyState
          icon={IconKey}
          title="No licenses yet"
          actions={
            <>
              <ButtonLink to="/products">Set up a plan</ButtonLink>
              <Allowed to="support">
                <ButtonLink to="/orders/new" look="main">
                  Place a test order
                </ButtonLink>
              </Allowed>
            </>
          }
        >
          A license is issued with every order of a plan that has license keys turned on.
        </EmptyState>
      </div>
    </>
  );
}

function NothingFound({
  filters,
  chips,
  onClear,
}: {
  filters: Narrowing;
  chips: readonly Filter<"product" | "plan" | "status" | "expires">[];
  onClear: (changes: Partial<Narrowing>) => void;
}) {
  const set = chips.filter(({ name }) => filters[name] !== "");
  const told = set.map(({ name, label, options }) => {
    const chosen = options.find(({ value }) => value === filters[name])?.label ?? filters[name];
    return `${label.toLowerCase()} ${chosen}`;
  });
  const clear = Object.fromEntries(set.map(({ name }) => [name, ""]));
  return (
    <EmptyState
      icon={IconSearch}
      title={filters.q ? `Nothing matches “${filters.q}”` : "Nothing matches these filters"}
      actions={
        set.length > 0 ? (
          <Button onClick={() => onClear(clear)}>Clear filters</Button>
        ) : (
          <Button onClick={() => onClear({ q: "" })}>Clear search</Button>
        )
      }
    >
      {told.length > 0 && `Searched with ${told.join(", ")}. `}
      {filters.q
        ? "Search by the last five characters of a key, by an order number, or by how an e-mail or a name begins."
        : "Take one of them away to see more."}
    </EmptyState>
  );
}

function KeyNotFound({ state, startOver }: { state: Exclude<KeySearch, "none" | "looking">; startOver: () => void }) {
  if (typeof state === "object") return <ProblemState problem={state.problem} again={startOver} />;
  const isPart = state === "partial";
  return (
    <EmptyState
      icon={isPart ? IconKey : IconKeyOff}
      title={isPart ? "A part of a key" : "No license has this key"}
      actions={<Button onClick={startOver}>Clear search</Button>}
    >
      {isPart
        ? "Paste the whole key to open its license, or search by its last five characters."
        : "The whole key is compared. It may be mistyped, or regenerated since: its former keys stop working and are not found."}
    </EmptyState>
  );
}
