import type { Kysely } from "kysely";
import { foundation } from "#store/migrations/0001-foundation.ts";

/** One step forward. Its name is recorded once it is applied, and is never changed or used again. */
export interface Migration {
  readonly name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

/** Every migration, oldest first. New ones go to the end; a released one is never edited. */
export const MIGRATIONS: readonly Migration[] = [{ name: "0001-foundation", up: foundation }];
