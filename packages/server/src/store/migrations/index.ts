import type { Kysely } from "kysely";
import { foundation } from "#store/migrations/0001-foundation.ts";
import { accounts } from "#store/migrations/0002-accounts.ts";
import { records } from "#store/migrations/0003-records.ts";

/** One step forward. Its name is recorded once it is applied, and is never changed or used again. */
export interface Migration {
  readonly name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

/** Every migration, oldest first. New ones go to the end; a released one is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  { name: "0001-foundation", up: foundation },
  { name: "0002-accounts", up: accounts },
  { name: "0003-records", up: records },
];
