import type { Schema } from "#store/schema.ts";

/** The name of one of our tables. */
export type TableName = keyof Schema;

/** A table, and the column that tells its rows apart and puts them in order. */
export interface Table {
  readonly name: TableName;
  readonly key: string;
}

/** The type demands every table; the order is one in which rows come after those that they refer to. */
const KEYS: { readonly [Name in TableName]: keyof Schema[Name] & string } = {
  installation: "id",
  products: "id",
  plans: "id",
  customers: "id",
  orders: "id",
  licenses: "id",
  activations: "id",
  tokens: "id",
  users: "id",
  accounts: "id",
  sessions: "id",
  verifications: "id",
  events: "id",
  chains: "id",
  checkpoints: "number",
  usage_days: "day",
  outbox: "id",
  plan_prices: "id",
  order_keys: "id",
  sale_providers: "id",
  sales: "id",
  sale_keys: "id",
  sale_events: "id",
  mail_settings: "id",
  reminders: "id",
  portal_sessions: "id",
  portal_sign_ins: "id",
  invitations: "id",
  sign_in_tries: "id",
  two_steps: "user_id",
  recovery_codes: "id",
  passkeys: "id",
  passkey_challenges: "id",
  use_readings: "id",
};

/** Every table, in an order in which it can be filled. */
export const TABLES: readonly Table[] = Object.entries(KEYS).map(([name, key]) => ({ name: name as TableName, key }));
