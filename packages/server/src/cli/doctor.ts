import { accessSync, constants, existsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { secretCheckOf } from "#actions/installation/check-secret.ts";
import { type Command, print } from "#cli/command.ts";
import { systemClock } from "#kit/clock.ts";
import { createVault } from "#kit/vault.ts";
import { loadSecret } from "#secret.ts";
import { databasePath, type Settings, secretPath } from "#settings.ts";
import { pendingMigrations, unknownMigrations } from "#store/migrate.ts";
import { type Inspection, inspectSqlite } from "#store/sqlite.ts";

/** One thing that was looked at: how it stands, and what mends it. */
interface Finding {
  readonly what: string;
  readonly state: "ok" | "note" | "wrong";
  readonly text: string;
}

const OLDEST_BELIEVABLE = Temporal.Instant.from("2026-01-01T00:00:00Z");
const CLOCK_TOLERANCE_MS = 5_000;

export const doctor: Command = {
  usage: "doctor",
  summary: "Say what is wrong with settings, data folder, database and clock, and how to mend it. Changes nothing.",
  async run({ settings }) {
    const findings = await examine(settings);
    const width = Math.max(...findings.map(({ what }) => what.length));
    for (const { what, state, text } of findings) print(`${state.padEnd(5)}  ${what.padEnd(width)}  ${text}`);
    const wrong = findings.filter(({ state }) => state === "wrong").length;
    print(wrong === 0 ? "All is well." : `${wrong} of ${findings.length} need mending.`);
    return wrong === 0 ? 0 : 1;
  },
};

async function examine(settings: Settings): Promise<Finding[]> {
  const findings: Finding[] = [{ what: "settings", state: "ok", text: "Every setting can be used." }];
  findings.push(examineFolder(settings));
  findings.push(examineSecret(settings));
  const { finding, inspection } = examineDatabase(settings);
  findings.push(finding);
  if (inspection !== null) findings.push(examineSchema(inspection), examineMatch(settings, inspection));
  findings.push(examineClock(inspection));
  findings.push(await examinePort(settings));
  return findings;
}

function examineFolder({ dataDir }: Settings): Finding {
  const what = "data folder";
  if (!existsSync(dataDir))
    return { what, state: "note", text: `${dataDir} is not there yet. The first start makes it.` };
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return {
      what,
      state: "wrong",
      text: `${dataDir} can't be written to. Give it to the user who runs Keywright: chown -R USER ${dataDir}`,
    };
  }
  return { what, state: "ok", text: `${dataDir} can be read and written.` };
}

function examineSecret(settings: Settings): Finding {
  const what = "secret";
  if (settings.secret !== null) return { what, state: "ok", text: "Comes from KEYWRIGHT_SECRET." };
  const path = secretPath(settings);
  if (!existsSync(path)) {
    if (!existsSync(databasePath(settings)))
      return { what, state: "note", text: `${path} is not there yet. The first start makes it.` };
    return {
      what,
      state: "wrong",
      text: `${path} is missing, and the database can't be read without it. Put it back from a backup, or set KEYWRIGHT_SECRET.`,
    };
  }
  const mode = statSync(path).mode & 0o777;
  if (process.platform !== "win32" && (mode & 0o077) !== 0) {
    return {
      what,
      state: "wrong",
      text: `${path} can be read by others (mode ${mode.toString(8)}). Close it: chmod 600 ${path}`,
    };
  }
  return {
    what,
    state: "ok",
    text: `Lies in ${path}, and only its owner can read it. Keep a copy apart from the database's backups.`,
  };
}

function examineDatabase(settings: Settings): { finding: Finding; inspection: Inspection | null } {
  const what = "database";
  const path = databasePath(settings);
  if (!existsSync(path))
    return {
      finding: { what, state: "note", text: `${path} is not there yet. The first start makes it.` },
      inspection: null,
    };
  try {
    const inspection = inspectSqlite(path);
    const [first] = inspection.damage;
    if (first === undefined) return { finding: { what, state: "ok", text: `${path} is whole.` }, inspection };
    return { finding: { what, state: "wrong", text: `${path} is damaged (${first}). Restore a backup.` }, inspection };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      finding: {
        what,
        state: "wrong",
        text: `${path} can't be read: ${reason}. Check who owns it; if it is damaged, restore a backup.`,
      },
      inspection: null,
    };
  }
}

function examineSchema({ appliedMigrations }: Inspection): Finding {
  const what = "tables";
  const unknown = unknownMigrations(appliedMigrations);
  if (unknown.length > 0) {
    return {
      what,
      state: "wrong",
      text: `A newer Keywright changed them (${unknown.join(", ")}). Start that version, or restore a backup made before.`,
    };
  }
  const pending = pendingMigrations(appliedMigrations).length;
  return pending === 0
    ? { what, state: "ok", text: "They are those of this version." }
    : { what, state: "note", text: `The next start brings them up to date (${pending} to go).` };
}

function examineMatch(settings: Settings, { secretCheck }: Inspection): Finding {
  const what = "secret and database";
  if (secretCheck === null)
    return { what, state: "note", text: "The database has not met its secret yet. The first start introduces them." };
  if (settings.secret === null && !existsSync(secretPath(settings)))
    return { what, state: "wrong", text: "The secret is missing; see above." };
  const check = secretCheckOf(createVault(loadSecret(settings)));
  if (Buffer.compare(check, secretCheck) === 0) return { what, state: "ok", text: "They belong together." };
  return {
    what,
    state: "wrong",
    text: "The database was made with another secret. Set KEYWRIGHT_SECRET to that one, or put its file back.",
  };
}

function examineClock(inspection: Inspection | null): Finding {
  const what = "clock";
  const now = systemClock.now();
  if (Temporal.Instant.compare(now, OLDEST_BELIEVABLE) < 0) {
    return {
      what,
      state: "wrong",
      text: `Says ${now}, which is before this version was made. Set it; licenses would not expire in time.`,
    };
  }
  const newest = inspection?.newestEventAt ?? null;
  if (newest !== null && newest > now.epochMilliseconds + CLOCK_TOLERANCE_MS) {
    const then = Temporal.Instant.fromEpochMilliseconds(newest);
    return {
      what,
      state: "wrong",
      text: `Says ${now}, and the newest event in the database is of ${then}. Set the clock, and let it follow a time server.`,
    };
  }
  return { what, state: "ok", text: `Says ${now}.` };
}

async function examinePort({ host, port }: Settings): Promise<Finding> {
  const what = "port";
  const reason = await new Promise<string | null>((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ host, port }, () => probe.close(() => resolve(null)));
  });
  if (reason === null) return { what, state: "ok", text: `${host}:${port} is free.` };
  if (reason === "EADDRINUSE")
    return {
      what,
      state: "note",
      text: `${host}:${port} is taken. That is right if Keywright runs; else set PORT to another.`,
    };
  return {
    what,
    state: "wrong",
    text: `${host}:${port} can't be listened on (${reason}). Set HOST and PORT to an address of this machine.`,
  };
}
