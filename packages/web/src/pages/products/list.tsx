import { IconPackage, IconPlus } from "@tabler/icons-react";
import type { Product } from "#data/api.gen.ts";
import { useProducts } from "#data/products.ts";
import { NewProduct } from "#pages/products/new-product.tsx";
import { Allowed } from "#parts/allowed.tsx";
import { Button } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { useFilters } from "#parts/use-filters.ts";
import { OnDate } from "#parts/when.tsx";

const COLUMNS: Column<Product>[] = [
  { name: "Product", at: "1 / 1", cell: ({ name }) => <b>{name}</b> },
  { name: "Identifier", at: "2 / 1", cell: ({ identifier }) => <span className="mono s13">{identifier}</span> },
  {
    name: "Keys start with",
    at: "1 / 2",
    cell: ({ keyPrefix }) => <span className="tail">{keyPrefix}</span>,
  },
  { name: "Created", at: "2 / 2", nowrap: true, cell: ({ createdAt }) => <OnDate at={createdAt} /> },
];

/** What is sold. */
export function Page() {
  const products = useProducts();
  const { filters, set } = useFilters(["new"]);
  const create = (
    <Allowed to="write">
      <Button look="main" icon={IconPlus} onClick={() => set({ new: "product" })}>
        New product
      </Button>
    </Allowed>
  );
  const isEmpty = !products.isPending && products.problem === null && products.items.length === 0;
  return (
    <>
      <PageHeader title="Products" actions={!isEmpty && create}>
        A product is what you sell. Its plans say what a key is good for.
      </PageHeader>
      <DataTable
        label="Products"
        columns={COLUMNS}
        list={products}
        keyOf={({ id }) => id}
        linkOf={({ id }) => ({ to: "/products/$id", params: { id } })}
        empty={
          <EmptyState icon={IconPackage} title="No products yet" actions={create}>
            Begin with the app that you sell. Then give it a plan, and place a first order.
          </EmptyState>
        }
      />
      <NewProduct opened={filters.new === "product"} onClose={() => set({ new: "" })} />
    </>
  );
}
