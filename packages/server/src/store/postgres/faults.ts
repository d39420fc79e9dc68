import { DatabaseError } from "pg";

/** The connection, or the server behind it, is gone; what ran on it may or may not have been done. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** What it means for us that something failed on the way to or in PostgreSQL. */
export type Meaning =
  /** Others changed the same at the same time, and the engine gave way to them: the whole transaction may be tried again. */
  | "conflict"
  /** What must be unique is there already. Whoever looked first and then inserted finds it when the whole is tried again. */
  | "duplicate"
  /** It waited longer than it may. */
  | "timeout"
  /** The server can't serve now: it is gone, starts, stops, is full or is no primary. Another, or a later one, may. */
  | "away"
  /** Anything else: a fault of ours, or of how the server is set up. */
  | "other";

/** By SQLSTATE (PostgreSQL, Appendix A). */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  "40001": "conflict",
  "40P01": "conflict",
  "23505": "duplicate",
  "55P03": "timeout",
  "57014": "timeout",
  "25P03": "away",
  "25006": "away",
  "53100": "away",
  "53300": "away",
  "57P01": "away",
  "57P02": "away",
  "57P03": "away",
};

export function meaningOf(error: unknown): Meaning {
  if (error instanceof ConnectionLost) return "away";
  if (!(error instanceof DatabaseError)) return "other";
  const code = error.code ?? "";
  return MEANINGS[code] ?? (code.startsWith("08") ? "away" : "other");
}

/** Whether PostgreSQL itself has said no; anything else came from the network, or from a server that fell silent. */
export function isAnswer(error: unknown): boolean {
  return error instanceof DatabaseError;
}
