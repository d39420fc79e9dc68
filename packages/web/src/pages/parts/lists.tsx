import { IconKey } from "@tabler/icons-react";
import type { List } from "#data/list.ts";
import { Problem } from "#data/problem.ts";
import { ago, DAY, KEY, lifeUntil } from "#pages/parts/shown.tsx";
import { ButtonLink } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { Expiry } from "#parts/expiry.tsx";
import { FilterChips } from "#parts/filter-chips.tsx";
import { KeyTail } from "#parts/key-field.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { SearchBox } from "#parts/search-box.tsx";
import { Section } from "#parts/section.tsx";
import { SlotsInRow } from "#parts/slots.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { useFilters } from "#parts/use-filters.ts";

interface Row {
  id: string;
  key: string;
  name: string;
  used: number;
  limit: number | null;
  expires: string | null;
  status: "active" | "in_grace" | "suspended" | "expired" | "deactivated";
}

const ROWS: Row[] = [
  { id: "1", key: KEY, name: "Ines Duarte", used: 2, limit: 5, expires: ago(-366 * DAY), status: "active" },
  { id: "2", key: "HALC-A-B-C-D-4MXTR", name: "Tom Whitaker", used: 1, limit: 2, expires: null, status: "active" },
  {
    id: "3",
    key: "HALC-A-B-C-D-7HWQ2",
    name: "Lena Vogel",
    used: 18,
    limit: 40,
    expires: ago(5 * DAY),
    status: "in_grace",
  },
  {
    id: "4",
    key: "HALC-A-B-C-D-H1DXN",
    name: "Jonas Lindqvist",
    used: 3,
    limit: null,
    expires: ago(61 * DAY),
    status: "expired",
  },
];

const COLUMNS: Column<Row>[] = [
  { name: "Key", at: "1 / 1", cell: ({ key }) => <KeyTail licenseKey={key} /> },
  { name: "Customer", at: "2 / 1", cell: ({ name }) => <b>{name}</b> },
  { name: "Activations", at: "2 / 2", cell: ({ used, limit }) => <SlotsInRow used={used} limit={limit} /> },
  { name: "Expiry", at: "3 / 2", nowrap: true, cell: ({ expires }) => <Expiry license={lifeUntil(expires)} /> },
  { name: "Status", at: "1 / 2", cell: ({ status }) => <StatusBadge status={status} /> },
];

const LIST: List<Row> = {
  items: ROWS,
  isPending: false,
  problem: null,
  hasMore: true,
  isLoadingMore: false,
  more: () => {},
  again: () => {},
};

export function Lists() {
  const { filters, set } = useFilters(["q", "status"]);
  const empty = (
    <EmptyState icon={IconKey} title="No licenses yet" actions={<ButtonLink to="/orders/new">New order</ButtonLink>}>
      An order of a licensed plan issues its key at once.
    </EmptyState>
  );
  return (
    <Section title="Lists">
      <search className="tools">
        <SearchBox
          label="Search licenses"
          placeholder="Last characters, e-mail or order"
          value={filters.q}
          onSearch={(q) => set({ q })}
        />
        <FilterChips
          values={filters}
          onChange={set}
          filters={[
            {
              name: "status",
              label: "Status",
              options: [
                { value: "active", label: "Active" },
                { value: "expired", label: "Expired" },
              ],
            },
          ]}
        />
      </search>
      <DataTable
        label="Licenses"
        columns={COLUMNS}
        list={LIST}
        keyOf={({ id }) => id}
        linkOf={({ id }) => ({ to: "/licenses/$id", params: { id } })}
        empty={empty}
        order="Newest first"
      />
      <DataTable
        label="Loading licenses"
        columns={COLUMNS}
        list={{ ...LIST, items: [], isPending: true }}
        keyOf={({ id }) => id}
        empty={empty}
      />
      <DataTable
        label="No licenses"
        columns={COLUMNS}
        list={{ ...LIST, items: [] }}
        keyOf={({ id }) => id}
        empty={empty}
      />
      <ProblemState problem={new Problem("UNREACHABLE", "")} again={() => {}} />
    </Section>
  );
}
