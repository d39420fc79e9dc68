import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createToken } from "#actions/tokens/create.ts";
import { openInstallation } from "#app.ts";
import { isRefusal } from "#domain/refusal.ts";
import { readSettings, type Settings } from "#settings.ts";
import { ReplicatedPair } from "#test/torture/scene/replicated-pair.ts";
import { Server } from "#test/torture/scene/server.ts";

export type Engine = "sqlite" | "postgres";

const PROCESSES: Readonly<Record<Engine, number>> = { sqlite: 2, postgres: 3 };
const SECRET = "the secret of an installation that is tortured";

/** Everything that a run needs around it: a database, the servers on it, and a token for the vendor. */
export interface Scene {
  readonly engine: Engine;
  readonly servers: readonly Server[];
  /** The database behind the doors; null with the embedded engine. */
  readonly pair: ReplicatedPair | null;
  readonly token: string;
  /** How this program itself gets at the database, past all doors. */
  settings(): Settings;
  /** Ends everything and removes it. */
  remove(): Promise<void>;
}

export async function setScene(engine: Engine): Promise<Scene> {
  const processes = PROCESSES[engine];
  const folder = mkdtempSync(join(tmpdir(), "keywright-torture-"));
  const pair = engine === "postgres" ? await ReplicatedPair.start(processes) : null;
  const database = (url?: string): Record<string, string> => ({
    KEYWRIGHT_SECRET: SECRET,
    ...(url === undefined ? { KEYWRIGHT_DATA_DIR: folder } : { KEYWRIGHT_DATABASE_URL: url }),
  });
  const servers = Array.from({ length: processes }, (_, number) => new Server(number, database(pair?.urlFor(number))));
  const settings = () => asSettings(database(pair?.url));
  const remove = async () => {
    await Promise.all(servers.map((server) => server.kill()));
    await pair?.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const token = await makeToken(settings());
    await Promise.all(servers.map((server) => server.start()));
    return { engine, servers, pair, token, settings, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function makeToken(settings: Settings): Promise<string> {
  const { services, close } = await openInstallation(settings);
  try {
    const made = await createToken({ ...services, actor: { kind: "operator" } }, { name: "vendor", scope: "admin" });
    if (isRefusal(made)) throw new Error(made.detail);
    return made.text;
  } finally {
    await close();
  }
}

function asSettings(environment: Record<string, string>): Settings {
  const settings = readSettings(environment);
  if (!("port" in settings)) throw new Error(JSON.stringify(settings));
  return settings;
}
