import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Finding } from "#cli/doctor/finding.ts";
import { type Settings, secretPath } from "#settings.ts";

/** With less room than this a busy shop's disk is full within days, and the log of a copy may fill it at once. */
const ENOUGH_BYTES = 500e6;
/** With less than this, any hour. */
const LEAST_BYTES = 50e6;

export function examineFolder({ dataDir }: Settings): Finding {
  const what = "data folder";
  if (!existsSync(dataDir))
    return { what, state: "note", text: `${dataDir} is not there yet. The first start makes it.` };
  const fault = accessFault(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  if (fault === null) return { what, state: "ok", text: `${dataDir} can be read and written.` };
  return { what, state: "wrong", text: `${dataDir} can't be written to. ${mend(fault, dataDir)}` };
}

export function examineRoom({ dataDir }: Settings): Finding | null {
  if (!existsSync(dataDir)) return null;
  const { bavail, bsize } = statfsSync(dataDir);
  return findingOfRoom(bavail * bsize);
}

/** @param free in bytes, for those who are not root */
export function findingOfRoom(free: number): Finding {
  const what = "disk";
  const room = free < 1e9 ? `${Math.floor(free / 1e6)} MB` : `${Math.floor(free / 1e9)} GB`;
  if (free >= ENOUGH_BYTES) return { what, state: "ok", text: `${room} are free where the database lies.` };
  const text = `Only ${room} are free where the database lies. Make room: a full disk takes no orders and no activations.`;
  return { what, state: free < LEAST_BYTES ? "wrong" : "note", text };
}

/** Why a file can't be written, with what mends it; null = it can, or is not there. */
export function writeFault(path: string): string | null {
  if (!existsSync(path)) return null;
  const fault = accessFault(path, constants.R_OK | constants.W_OK);
  return fault && `${path} can't be written to. ${mend(fault, path)}`;
}

export function examineSecret(settings: Settings): Finding {
  const what = "secret";
  if (settings.secret !== null) return { what, state: "ok", text: "Comes from KEYWRIGHT_SECRET." };
  const path = secretPath(settings);
  if (!existsSync(path)) {
    const { database } = settings;
    if (database.engine !== "sqlite" || !existsSync(database.path))
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

/** The system's code for why something is not allowed; null when it is. */
function accessFault(path: string, mode: number): string | null {
  try {
    accessSync(path, mode);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown";
  }
}

function mend(code: string, path: string): string {
  return code === "EROFS"
    ? `The disk at ${dirname(path)} is mounted read-only; look into the system's log for why, and mount it for writing.`
    : `Give it to the user who runs Keywright: chown -R USER ${path}`;
}
