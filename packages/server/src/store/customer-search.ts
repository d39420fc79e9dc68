import { type RawBuilder, type SqlBool, sql } from "kysely";
import { foldEmail, foldName } from "#domain/customers/customer.ts";
import type { Reader } from "#store/store.ts";

/** What is searched by its beginning, and how it is folded. */
const FOLDS = { email_folded: foldEmail, name_folded: foldName } as const;
type Field = keyof typeof FOLDS;

/** How many customers are looked up before the list that is searched. */
const FEW = 1000;
/** Sorts behind every text that goes on. */
const LAST = "\u{10ffff}";

/**
 * The condition that the customer in this column has an e-mail or a name that begins so, whatever the case; % and _ mean
 * nothing. Few such customers are found by their index, and then their rows. When there are many, gathering their rows
 * would take long, and a walk over the list meets one of them soon.
 */
export async function customerBegins(
  db: Reader,
  column: string,
  start: string,
  fields: readonly Field[] = ["email_folded", "name_folded"],
): Promise<RawBuilder<SqlBool>> {
  const few = sql`select id from customers where ${anyOf(fields.map((field) => isInRange(field, start)))}`;
  const { rows } = await sql`select 1 from (${few} limit ${FEW + 1}) as matching`.execute(db);
  if (rows.length <= FEW) return sql`${sql.ref(column)} in (${few})`;
  const begins = anyOf(fields.map((field) => beginsWith(field, start)));
  return sql`exists (select 1 from customers as buyer where buyer.id = ${sql.ref(column)} and (${begins}))`;
}

function isInRange(field: Field, start: string): RawBuilder<SqlBool> {
  const folded = FOLDS[field](start);
  return sql`(${sql.ref(field)} >= ${folded} and ${sql.ref(field)} < ${folded + LAST})`;
}

/** The same without an index, which must not tempt the engine here. */
function beginsWith(field: Field, start: string): RawBuilder<SqlBool> {
  const folded = FOLDS[field](start);
  return sql`substr(buyer.${sql.ref(field)}, 1, ${[...folded].length}) = ${folded}`;
}

function anyOf(conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  return sql.join(conditions, sql` or `);
}
