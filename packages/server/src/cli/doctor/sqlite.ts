import { existsSync } from "node:fs";
import type { Finding } from "#cli/doctor/finding.ts";
import { writeFault } from "#cli/doctor/folder.ts";
import { isWriteLocked } from "#store/sqlite/files.ts";
import { type Inspection, inspectSqlite } from "#store/sqlite/inspect.ts";

/** Looks at the database file. @returns what is in it as well; null when that can't be told */
export function examineFile(path: string): { finding: Finding; inspection: Inspection | null } {
  const what = "database";
  if (!existsSync(path))
    return {
      finding: { what, state: "note", text: `${path} is not there yet. The first start makes it.` },
      inspection: null,
    };
  try {
    const inspection = inspectSqlite(path);
    const fault = damageFault(path, inspection) ?? readOnlyFault(path) ?? lockFault(path);
    if (fault !== null) return { finding: { what, state: "wrong", text: fault }, inspection };
    return { finding: { what, state: "ok", text: `${path} is whole and takes changes.` }, inspection };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      finding: {
        what,
        state: "wrong",
        text: `${path} can't be read: ${reason}. Check who owns it; if it is damaged, restore a backup: keywright restore FILE --replace`,
      },
      inspection: null,
    };
  }
}

function damageFault(path: string, { damage: [first] }: Inspection): string | null {
  if (first === undefined) return null;
  return `${path} is damaged (${first.replaceAll("\n", ", ")}). Stop the server and restore a backup: keywright restore FILE --replace`;
}

function readOnlyFault(path: string): string | null {
  return writeFault(path) ?? writeFault(`${path}-wal`) ?? writeFault(`${path}-shm`);
}

function lockFault(path: string): string | null {
  if (!isWriteLocked(path)) return null;
  return `${path} has been kept locked by another process all the while. A server keeps it for moments only: look for a program that has the file open (a database browser, a backup tool), and end it.`;
}
