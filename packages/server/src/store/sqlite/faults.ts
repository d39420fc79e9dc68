import { type Ailment, StoreAiling } from "#store/store.ts";

/* What SQLite's result codes mean for us (https://sqlite.org/rescode.html). */

const BUSY = 5;

/** By the lower byte of the code; the upper ones say more exactly where it happened. */
const AILMENTS: Readonly<Record<number, Ailment>> = {
  3: "read-only",
  8: "read-only",
  10: "failing",
  11: "damaged",
  13: "full",
  14: "failing",
  26: "damaged",
};
const WORDS: Readonly<Record<Ailment, string>> = {
  full: "the disk is full",
  "read-only": "the file or its folder can't be written to",
  failing: "the disk reports an error",
  damaged: "the file is damaged",
};

/** The codes of a write that reached the file and perhaps not the disk: a file's, and its folder's. */
const NOT_FLUSHED = [0x40a, 0x50a];

/** Another connection has what this one needs. */
export function isBusy(error: unknown): boolean {
  return (codeOf(error) & 0xff) === BUSY;
}

/** What the database suffers from, as this error shows; null when the error is about something else. */
export function ailingOf(error: unknown): StoreAiling | null {
  const ailment = AILMENTS[codeOf(error) & 0xff];
  if (ailment === undefined) return null;
  return new StoreAiling(ailment, `${WORDS[ailment]} (${reasonOf(error)})`, { cause: error });
}

/** What SQLite would throw if it had waited for the disk itself, and the system had told it the same. */
export function faultOfFlush(error: unknown): Error {
  const system = error instanceof Error && "code" in error ? String(error.code) : "";
  return Object.assign(new Error(reasonOf(error), { cause: error }), {
    errcode: FLUSH_FAULTS[system] ?? NOT_FLUSHED[0],
  });
}

/** The errors of the system that SQLite has codes of their own for. */
const FLUSH_FAULTS: Readonly<Record<string, number>> = { ENOSPC: 13, EDQUOT: 13, EROFS: 8 };

/** Whether a commit that failed so may be found done after all, once the process starts anew. */
export function mayBeDone(error: unknown): boolean {
  return NOT_FLUSHED.includes(codeOf(error));
}

/** What SQLite, or the system, says about it. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
}
