import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { previousSecretPath, type Settings, secretPath } from "#settings.ts";
import { StoreUnusable } from "#store/store.ts";

/** The installation's secret, and the one before, while it is changed. */
export interface Secrets {
  readonly current: string;
  readonly previous: string | null;
}

/**
 * The installation's secret: from the settings, else from the data folder, where a new installation generates it
 * (256 random bits, readable by its owner alone).
 * @throws StoreUnusable when there is a database and the secret that it was made with is missing
 */
export function loadSecrets(settings: Settings): Secrets {
  return knownSecrets(settings) ?? { current: firstSecret(settings), previous: null };
}

function firstSecret(settings: Settings): string {
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

/** The installation's secrets, when there is one already; null otherwise. Makes none. */
export function knownSecrets(settings: Settings): Secrets | null {
  const current = settings.secret ?? readIfThere(secretPath(settings));
  const previous = settings.previousSecret ?? readIfThere(previousSecretPath(settings));
  return current === null ? null : { current, previous };
}

/** Puts a new secret into the data folder, and keeps the one of before beside it. */
export function replaceSecret(settings: Settings): void {
  const path = secretPath(settings);
  copyFileSync(path, previousSecretPath(settings));
  const draft = writeDraft(path);
  renameSync(draft, path);
}

/** Puts the secret of before out of the way, under a name with the date. @returns where it is now; null = it was not there */
export function retirePreviousSecret(settings: Settings, at: Temporal.Instant): string | null {
  const path = previousSecretPath(settings);
  if (!existsSync(path)) return null;
  // Colons are no part of a name on every system.
  const retired = `${secretPath(settings)}.until-${at.toString().replaceAll(":", "")}`;
  renameSync(path, retired);
  return retired;
}

/** Writes the secret whole or not at all: of two processes that start at once, both get the same. */
function generate(path: string): string {
  const draft = writeDraft(path);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, "utf8").trim();
}

function writeDraft(path: string): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  return draft;
}

function readIfThere(path: string): string | null {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
}
