import type { Insertable, Selectable, Updateable } from "kysely";
import type { PortalSettings, Product } from "#domain/products/product.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { fromMoment } from "#store/moments.ts";
import type { ProductTable } from "#store/schema/catalogue.ts";
import type { Reader, Tx } from "#store/store.ts";

export async function insertProduct(tx: Tx, row: Insertable<ProductTable>): Promise<Product> {
  return toProduct(await tx.insertInto("products").values(row).returningAll().executeTakeFirstOrThrow());
}

/** Applies an edit and counts it. */
export async function updateProduct(tx: Tx, id: string, change: Updateable<ProductTable>): Promise<Product> {
  const row = await tx
    .updateTable("products")
    .set(change)
    .set((eb) => ({ revision: eb("revision", "+", 1) }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toProduct(row);
}

export async function findProduct(db: Reader, id: string): Promise<Product | null> {
  const row = await db.selectFrom("products").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : toProduct(row);
}

/** The product with this id or, where none has it, this identifier. */
export async function findProductNamed(db: Reader, text: string): Promise<Product | null> {
  const byIdentifier = db.selectFrom("products").selectAll().where("identifier", "=", text);
  const row = await byIdentifier.executeTakeFirst();
  return (await findProduct(db, text)) ?? (row === undefined ? null : toProduct(row));
}

/** How a product's portal settings stand in its row. */
export function portalColumns({ endDevices, regenerate, renewalUrl }: PortalSettings) {
  return {
    portal_end_devices: endDevices ? 1 : 0,
    portal_regenerate: regenerate ? 1 : 0,
    portal_renewal_url: renewalUrl,
  } as const;
}

/** The portal settings of these products, by id. */
export async function findPortalSettings(db: Reader, ids: readonly string[]): Promise<Map<string, PortalSettings>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("products")
    .selectAll()
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, toProduct(row).portal]));
}

/** The ids of the products that a text names, by id or by identifier: a query to search by. */
export function productsNamed(db: Reader, text: string) {
  return db
    .selectFrom("products")
    .select("id")
    .where((eb) => eb.or([eb("id", "=", text), eb("identifier", "=", text)]));
}

export async function isProductIdentifierTaken(db: Reader, identifier: string): Promise<boolean> {
  return (
    (await db.selectFrom("products").select("id").where("identifier", "=", identifier).executeTakeFirst()) !== undefined
  );
}

/** @param id the one product to list; null lists all */
export async function listProducts(db: Reader, id: string | null, page: PageRequest): Promise<Page<Product>> {
  let query = db
    .selectFrom("products")
    .selectAll()
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  if (id !== null) query = query.where("id", "=", id);
  if (page.before !== null) query = query.where("id", "<", page.before);
  return toPage(await query.execute(), page, toProduct);
}

function toProduct(row: Selectable<ProductTable>): Product {
  return {
    id: row.id,
    identifier: row.identifier,
    name: row.name,
    description: row.description,
    keyPrefix: row.key_prefix,
    taxCode: row.tax_code,
    onRefund: row.on_refund,
    portal: {
      endDevices: row.portal_end_devices === 1,
      regenerate: row.portal_regenerate === 1,
      renewalUrl: row.portal_renewal_url,
    },
    revision: row.revision,
    createdAt: fromMoment(row.created_at),
    modifiedAt: fromMoment(row.modified_at),
  };
}
