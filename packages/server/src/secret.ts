import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type Settings, secretPath } from "#settings.ts";
import { StoreUnusable } from "#store/store.ts";

/**
 * The installation's secret: from the settings, else from the data folder, where a new installation generates it
 * (256 random bits, readable by its owner alone).
 * @throws StoreUnusable when there is a database and the secret that it was made with is missing
 */
export function loadSecret(settings: Settings): string {
  const known = knownSecret(settings);
  if (known !== null) return known;
  const path = secretPath(settings);
  // Asked again after the database was looked at: another process may have made both in the meantime.
  if (settings.database.engine === "sqlite" && existsSync(settings.database.path)) {
    const late = readIfThere(path);
    if (late !== null) return late;
    throw new StoreUnusable(
      `${path} is missing, and the database beside it can't be read without it. Put the file back, or set KEYWRIGHT_SECRET.`,
    );
  }
  return generate(path);
}

/** The installation's secret, when there is one already; null otherwise. Makes none. */
export function knownSecret(settings: Settings): string | null {
  return settings.secret ?? readIfThere(secretPath(settings));
}

/** Writes the secret whole or not at all: of two processes that start at once, both get the same. */
function generate(path: string): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, "utf8").trim();
}

function readIfThere(path: string): string | null {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
}
