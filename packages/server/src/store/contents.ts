import type { AppliedMigration } from "#store/migrate.ts";

/** What a look at a database from outside tells of the installation in it. */
export interface Contents {
  /** None when there is no installation in it. */
  readonly appliedMigrations: readonly AppliedMigration[];
  /** Null while the database has not met its secret. */
  readonly secretCheck: Uint8Array | null;
  /** When the newest event was recorded, in milliseconds since 1970; null without any. */
  readonly newestEventAt: number | null;
}
