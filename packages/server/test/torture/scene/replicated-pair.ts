import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { administer } from "#test/administer.ts";
import { PostgresServer } from "#test/postgres.ts";
import { Door, type Weather } from "#test/torture/scene/door.ts";

const DATABASE = "keywright";
const STANDBY = "standby";
const CAUGHT_UP_MS = 60_000;

/** The two places of the pair. Addresses name places; which cluster lives at one changes with every fail-over. */
const PLACES = [0, 1] as const;
type Place = (typeof PLACES)[number];

/** Of the rest: see DEFAULTS in `test/postgres.ts`. Small logs and no shared memory files, since clusters are made and left often. */
const SETTINGS: Readonly<Record<string, string>> = {
  wal_keep_size: "256MB",
  max_wal_size: "128MB",
  dynamic_shared_memory_type: "mmap",
  // A commit is answered once the standby has it on disk, too. What it has, it replays before it is promoted, so waiting
  // for the replay (remote_apply) would promise nothing more: nobody reads from the standby.
  synchronous_commit: "on",
};

/**
 * A PostgreSQL primary with a synchronous standby. Every Keywright process reaches both through doors of its own, so
 * that its network can be as bad as it likes without anybody else's noticing.
 */
export class ReplicatedPair {
  readonly #clusters: [PostgresServer | null, PostgresServer | null];
  #primary: Place = 0;
  /** By process, then by place. */
  readonly #doors: readonly (readonly [Door, Door])[];
  /** What the standby reaches its primary through. */
  readonly #replication: Door;

  private constructor(primary: PostgresServer, doors: readonly (readonly [Door, Door])[], replication: Door) {
    this.#clusters = [primary, null];
    this.#doors = doors;
    this.#replication = replication;
  }

  static async start(processes: number): Promise<ReplicatedPair> {
    const primary = await PostgresServer.start(SETTINGS, mkdtempSync(join(tmpdir(), "keywright-torture-")));
    const { port } = primary;
    const doors = await Promise.all(
      Array.from({ length: processes }, async () => [await Door.open(port), await Door.open(port)] as const),
    );
    const pair = new ReplicatedPair(primary, doors, await Door.open(port));
    try {
      await administer(primary.url(), `create database ${DATABASE}`);
      await pair.buildStandby();
      return pair;
    } catch (error) {
      await pair.remove();
      throw error;
    }
  }

  /** The primary, past all doors. */
  get url(): string {
    return this.#cluster.url(DATABASE);
  }

  /** Both places, as one process is told of them. */
  urlFor(process: number): string {
    const hosts = this.#doorsOf(process).map(({ port }) => `127.0.0.1:${port}`);
    return `postgres://keywright@${hosts.join(",")}/${DATABASE}?target_session_attrs=read-write`;
  }

  /** Ends every session that Keywright has on the primary. */
  async endSessions(): Promise<void> {
    await administer(
      this.#cluster.url(),
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${DATABASE}'`,
    );
  }

  cut(process: number): void {
    for (const door of this.#doorsOf(process)) door.cut();
  }

  /** The weather between a process, or all of them, and the database. */
  weather(process: number | "all", weather: Weather): void {
    for (const doors of process === "all" ? this.#doors : [this.#doorsOf(process)])
      for (const door of doors) door.weather = weather;
  }

  /** The weather between the primary and its standby. */
  set replicationWeather(weather: Weather) {
    this.#replication.weather = weather;
  }

  /** Kills the primary and promotes the standby. All processes of the primary are gone before, so there is only ever one. */
  async failOver(): Promise<void> {
    const [old, standby] = [this.#cluster, this.#clusters[other(this.#primary)]];
    if (standby === null) throw new Error("there is no standby to promote");
    await old.stop("SIGKILL");
    this.#replication.cut();
    this.#replication.weather = { kind: "clear" };
    await administer(standby.url(), "select pg_promote(true, 60)");
    this.#primary = other(this.#primary);
    await old.remove();
    this.#clusters[other(this.#primary)] = null;
  }

  /** Copies the primary into a new standby, waits until it has everything, and lets commits wait for it from then on. */
  async buildStandby(): Promise<void> {
    const place = other(this.#primary);
    this.#replication.target = this.#cluster.port;
    const standby = await this.#cluster.copy({
      ...SETTINGS,
      primary_conninfo: `host=127.0.0.1 port=${this.#replication.port} user=keywright application_name=${STANDBY}`,
    });
    this.#clusters[place] = standby;
    writeFileSync(join(standby.data, "standby.signal"), "");
    await standby.run();
    for (const doors of this.#doors) doors[place].target = standby.port;
    const session = new Client(this.#cluster.url());
    await session.connect();
    try {
      await session.query(`alter system set synchronous_standby_names = '${STANDBY}'`);
      await session.query("select pg_reload_conf()");
      await caughtUp(session);
    } finally {
      await session.end();
    }
  }

  async remove(): Promise<void> {
    await Promise.all([...this.#doors.flat(), this.#replication].map((door) => door.close()));
    await Promise.all(this.#clusters.map((cluster) => cluster?.remove()));
  }

  get #cluster(): PostgresServer {
    const cluster = this.#clusters[this.#primary];
    if (cluster === null) throw new Error("there is no primary");
    return cluster;
  }

  #doorsOf(process: number): readonly [Door, Door] {
    const doors = this.#doors[process];
    if (doors === undefined) throw new Error(`there is no process ${process}`);
    return doors;
  }
}

function other(place: Place): Place {
  return place === 0 ? 1 : 0;
}

/** Waits until commits wait for the standby, and until it has all those that did not. */
async function caughtUp(session: Client): Promise<void> {
  const until = performance.now() + CAUGHT_UP_MS;
  const isSync = "select 1 from pg_stat_replication where sync_state = 'sync' and flush_lsn >= $1::pg_lsn";
  for (;;) {
    // Asked anew each time: a commit that began before the setting was heard of must be behind it, too.
    const { rows } = await session.query("select pg_current_wal_flush_lsn()::text as lsn");
    await delay(50);
    if ((await session.query(isSync, [rows[0].lsn])).rows.length > 0) return;
    if (performance.now() > until) throw new Error("the standby did not catch up with its primary");
  }
}
