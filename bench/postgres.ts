import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PostgresServer } from "../packages/server/test/postgres.ts";
import type { Filled } from "./fill.ts";
import { MAIN } from "./servers.ts";

/** Calls `work` with the settings of a server on a PostgreSQL of its own, which holds a copy of a database. */
export async function onPostgres<T>(
  { dataDir }: Filled,
  work: (settings: Record<string, string>) => Promise<T>,
): Promise<T> {
  const postgres = await PostgresServer.start(
    { fsync: "on", full_page_writes: "on", autovacuum: "on" },
    mkdtempSync(join(tmpdir(), "keywright-bench-postgres-")),
  );
  try {
    // As an owner would move to PostgreSQL.
    execFileSync(process.execPath, [MAIN, "copy", "--to", postgres.url()], {
      env: { ...process.env, KEYWRIGHT_DATA_DIR: dataDir },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const secret = readFileSync(join(dataDir, "secret"), "utf8").trim();
    return await work({ KEYWRIGHT_DATABASE_URL: postgres.url(), KEYWRIGHT_SECRET: secret });
  } finally {
    await postgres.remove();
  }
}
