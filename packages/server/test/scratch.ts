import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Linux keeps files in memory. Nothing there can be relied on to be executable. */
const IN_MEMORY = "/dev/shm";
/** More than a run has on it at any time, in bytes. */
const ROOM = 2 * 1024 ** 3;
const SCRATCH = hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir();

/**
 * A new folder for data that are thrown away: in memory where there is room, since a disk takes longer to make a hundred
 * files than most tests take for all else. Whoever asks for it removes it; what is left goes when the process ends, since
 * it would go on taking memory.
 */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(SCRATCH, `${name}-`));
  made.add(folder);
  return folder;
}

const made = new Set<string>();
process.once("exit", () => {
  // A few more tries, for what still writes there is about to end.
  for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ROOM;
  } catch {
    return false;
  }
}
