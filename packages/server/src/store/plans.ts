import type { Insertable, Selectable, Updateable } from "kysely";
import type { LicenseTerms } from "#domain/licenses/terms.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { type Page, type PageRequest, toPage } from "#kit/paging.ts";
import { fromMoment } from "#store/moments.ts";
import { listPrices } from "#store/plan-prices.ts";
import type { PlanTable } from "#store/schema/catalogue.ts";
import type { Reader, Tx } from "#store/store.ts";

type PlanRow = Selectable<PlanTable> & { product_identifier: string; product_name: string };

export async function insertPlan(
  tx: Tx,
  row: Omit<Insertable<PlanTable>, keyof TermColumns>,
  terms: LicenseTerms,
): Promise<void> {
  await tx
    .insertInto("plans")
    .values({ ...row, ...fromTerms(terms) })
    .execute();
}

/** Applies an edit and counts it as a new version. */
export async function updatePlan(
  tx: Tx,
  id: string,
  change: Updateable<PlanTable>,
  terms: LicenseTerms,
): Promise<void> {
  await tx
    .updateTable("plans")
    .set({ ...change, ...fromTerms(terms) })
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

export async function findPlan(db: Reader, by: { id: string } | { identifier: string }): Promise<Plan | null> {
  const query =
    "id" in by
      ? selectPlan(db).where("plans.id", "=", by.id)
      : selectPlan(db).where("plans.identifier", "=", by.identifier);
  const row = await query.executeTakeFirst();
  if (row === undefined) return null;
  return toPlan(row, (await listPrices(db, [row.id])).get(row.id) ?? []);
}

export async function isPlanIdentifierTaken(db: Reader, identifier: string): Promise<boolean> {
  return (
    (await db.selectFrom("plans").select("id").where("identifier", "=", identifier).executeTakeFirst()) !== undefined
  );
}

export async function countPlans(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom("plans")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** The ids of the plans that a text names, by id or by identifier: a query to search by. */
export function plansNamed(db: Reader, text: string) {
  return db
    .selectFrom("plans")
    .select("id")
    .where((eb) => eb.or([eb("id", "=", text), eb("identifier", "=", text)]));
}

/** @param productId whose plans; null lists all */
export async function listPlans(db: Reader, productId: string | null, page: PageRequest): Promise<Page<Plan>> {
  let query = selectPlan(db)
    .orderBy("plans.id", "desc")
    .limit(page.limit + 1);
  if (productId !== null) query = query.where("plans.product_id", "=", productId);
  if (page.before !== null) query = query.where("plans.id", "<", page.before);
  const rows = await query.execute();
  const prices = await listPrices(
    db,
    rows.map(({ id }) => id),
  );
  return toPage(rows, page, (row) => toPlan(row, prices.get(row.id) ?? []));
}

function selectPlan(db: Reader) {
  return db
    .selectFrom("plans")
    .innerJoin("products", "products.id", "plans.product_id")
    .selectAll("plans")
    .select(["products.identifier as product_identifier", "products.name as product_name"]);
}

type TermColumns = Pick<
  PlanTable,
  "licensed" | "activation_limit" | "expiry_value" | "expiry_unit" | "expiry_from" | "grace_days" | "release_after_days"
>;

function fromTerms(terms: LicenseTerms): TermColumns {
  return {
    licensed: terms.enabled ? 1 : 0,
    activation_limit: terms.activationLimit,
    expiry_value: terms.expiry?.value ?? null,
    expiry_unit: terms.expiry?.unit ?? null,
    expiry_from: terms.expiry?.from ?? null,
    grace_days: terms.graceDays,
    release_after_days: terms.releaseAfterDays,
  };
}

function toPlan(row: PlanRow, prices: Plan["prices"]): Plan {
  const { expiry_value: value, expiry_unit: unit, expiry_from: from } = row;
  return {
    id: row.id,
    product: { id: row.product_id, identifier: row.product_identifier, name: row.product_name },
    identifier: row.identifier,
    name: row.name,
    description: row.description,
    version: row.version,
    terms: {
      enabled: row.licensed === 1,
      activationLimit: row.activation_limit,
      expiry: value === null || unit === null || from === null ? null : { value, unit, from },
      graceDays: row.grace_days,
      releaseAfterDays: row.release_after_days,
    },
    prices,
    reminderDays: daysOf(row.reminder_days),
    createdAt: fromMoment(row.created_at),
    modifiedAt: fromMoment(row.modified_at),
  };
}

/** How a list of days stands in its column. */
export function daysColumn(days: readonly number[]): string {
  return days.join(",");
}

/** The days in a column. */
export function daysOf(column: string): number[] {
  return column === "" ? [] : column.split(",").map(Number);
}
