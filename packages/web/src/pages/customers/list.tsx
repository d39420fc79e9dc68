import { IconPlus, IconSearch, IconUsers } from "@tabler/icons-react";
import type { Customer } from "#data/api.gen.ts";
import { useCustomers } from "#data/customers.ts";
import { Allowed } from "#parts/allowed.tsx";
import { Button, ButtonLink } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { SearchBox } from "#parts/search-box.tsx";
import { useFilters } from "#parts/use-filters.ts";
import { useKeySearch } from "#parts/use-key-search.ts";
import { DateAndDistance } from "#parts/when.tsx";

const COLUMNS: Column<Customer>[] = [
  { name: "Customer", at: "1 / 1", cell: ({ name, email }) => <b className="breaks">{name ?? email}</b> },
  { name: "E-mail", at: "2 / 1", cell: ({ name, email }) => (name ? <span className="breaks">{email}</span> : "") },
  {
    name: "Your id",
    cell: ({ id, customerId }) => customerId !== id && <span className="mono breaks">{customerId}</span>,
  },
  {
    name: "Customer since",
    at: "1 / 2 / 3 / 2",
    nowrap: true,
    cell: ({ createdAt }) => <DateAndDistance at={createdAt} />,
  },
];

/** Everybody who bought, the newest first. */
export function Page() {
  const { filters, set, isNarrowed } = useFilters(["q"]);
  const list = useCustomers(filters.q === "" ? {} : { search: filters.q });
  // A key that is pasted here by mistake opens its license, and never gets into the address either.
  const keySearch = useKeySearch((q) => set({ q }));
  const hasOwnIds = list.items.some(({ id, customerId }) => customerId !== id);
  const isUnknownKey = keySearch.state !== "none" && keySearch.state !== "looking";
  const isNothingYet = !isNarrowed && !isUnknownKey && !list.isPending && !list.problem && list.items.length === 0;
  return (
    <>
      <PageHeader
        title="Customers"
        actions={
          !isNothingYet && (
            <Allowed to="support">
              <ButtonLink to="/orders/new" look="main" icon={IconPlus}>
                New order
              </ButtonLink>
            </Allowed>
          )
        }
      />
      {!isNothingYet && (
        <search className="tools">
          <SearchBox
            label="Search customers"
            placeholder="How an e-mail or a name begins"
            value={filters.q}
            onSearch={keySearch.search}
          />
        </search>
      )}
      <DataTable
        label="Customers"
        columns={hasOwnIds ? COLUMNS : COLUMNS.filter(({ name }) => name !== "Your id")}
        list={isUnknownKey ? { ...list, items: [], isPending: false, problem: null } : list}
        keyOf={({ id }) => id}
        linkOf={({ id }) => ({ to: "/customers/$id", params: { id } })}
        order="Newest first"
        empty={
          <div className="card found-none">
            {isNothingYet ? (
              <EmptyState
                icon={IconUsers}
                title="No customers yet"
                actions={
                  <Allowed to="support">
                    <ButtonLink to="/orders/new" look="main">
                      Place a test order
                    </ButtonLink>
                  </Allowed>
                }
              >
                A customer is added by the first order that names their e-mail.
              </EmptyState>
            ) : (
              <EmptyState
                icon={IconSearch}
                title={isUnknownKey ? "That is no customer" : `Nobody matches “${filters.q}”`}
                actions={!isUnknownKey && <Button onClick={() => set({ q: "" })}>Clear search</Button>}
              >
                {isUnknownKey
                  ? "It looks like a key that no license has. Search by how an e-mail or a name begins."
                  : "Type how their e-mail or name begins: the middle of it is not searched."}
              </EmptyState>
            )}
          </div>
        }
      />
    </>
  );
}
