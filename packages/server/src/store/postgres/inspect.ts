import { Client } from "pg";
import type { Contents } from "#store/contents.ts";
import type { AppliedMigration } from "#store/migrate.ts";
import type { PostgresAddress } from "#store/postgres/address.ts";

/** How long a server may take to answer, in milliseconds. */
const PATIENCE_MS = 5_000;

/** What a look at one of the servers tells. */
export interface ServerLook {
  /** Host and port. */
  readonly server: string;
  /** The version of PostgreSQL; null when it can't be reached. */
  readonly version: string | null;
  readonly isPrimary: boolean;
  /** Why it can't be reached; null when it can. */
  readonly fault: string | null;
}

/** What a look at the primary's database tells. */
export interface PrimaryLook extends Contents {
  readonly encoding: string;
  /** PostgreSQL's settings on which it depends that what was answered is on disk. */
  readonly durability: Readonly<Record<"fsync" | "full_page_writes" | "synchronous_commit", string>>;
  /** How far the server's clock is ahead of this machine's, in milliseconds, and how wrong that may be at most. */
  readonly clockAheadMs: number;
  readonly clockDoubtMs: number;
  /** How many others are connected to the same database. */
  readonly otherSessions: number;
}

/** Looks at each server, and at the database on the one that is the primary. Changes nothing. */
export async function inspectPostgres(
  address: PostgresAddress,
  now: () => number = () => performance.timeOrigin + performance.now(),
): Promise<{ servers: readonly ServerLook[]; primary: PrimaryLook | null }> {
  const looks = await Promise.all(address.servers.map((url, index) => lookAt(url, nameOf(address, index), now)));
  return {
    servers: looks.map(({ server }) => server),
    primary: looks.find(({ primary }) => primary !== null)?.primary ?? null,
  };
}

function nameOf({ label }: PostgresAddress, index: number): string {
  return label.split(", ")[index] ?? label;
}

async function lookAt(
  url: string,
  server: string,
  now: () => number,
): Promise<{ server: ServerLook; primary: PrimaryLook | null }> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  // Whoever asks hears of a broken connection from the question; without a listener it would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('server_version') as version, not pg_is_in_recovery() as primary",
    );
    const [{ version, primary }] = rows;
    return {
      server: { server, version, isPrimary: primary, fault: null },
      primary: primary ? await lookAtPrimary(client, now) : null,
    };
  } catch (error) {
    const fault = error instanceof Error ? error.message || String(error) : String(error);
    return { server: { server, version: null, isPrimary: false, fault }, primary: null };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function lookAtPrimary(client: Client, now: () => number): Promise<PrimaryLook> {
  const asked = now();
  const clock = Number((await client.query("select extract(epoch from clock_timestamp()) * 1000 as at")).rows[0].at);
  const answered = now();
  const [settings] = (
    await client.query(`select current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit,
      (select count(*)::int from pg_stat_activity where datname = current_database()
        and backend_type = 'client backend' and pid <> pg_backend_pid()) as others`)
  ).rows;
  const { encoding, others, ...durability } = settings;
  return {
    encoding,
    durability,
    clockAheadMs: clock - (asked + answered) / 2,
    clockDoubtMs: (answered - asked) / 2,
    otherSessions: others,
    ...(await contentsOf(client)),
  };
}

async function contentsOf(client: Client): Promise<Contents> {
  const rowsOf = async (table: string, sql: string) => {
    const { rows } = await client.query("select to_regclass($1) is not null as there", [table]);
    return rows[0].there ? (await client.query(sql)).rows : [];
  };
  const [installation] = await rowsOf("installation", "select secret_check from installation");
  const [event] = await rowsOf("events", "select at from events order by id desc limit 1");
  const migrations: AppliedMigration[] = await rowsOf("migrations", "select name, kind from migrations order by name");
  return {
    appliedMigrations: migrations,
    secretCheck: installation?.secret_check ?? null,
    newestEventAt: event === undefined ? null : Number(event.at),
  };
}
