/* What the clients saw: every call with its answer, or with the lack of one. The checker knows nothing else of the run. */

export type Action =
  | "activate"
  | "validate"
  | "deactivate"
  | "order"
  | "look"
  | "edit"
  | "regenerate"
  | "end"
  | "revoke";

/** What a call asked for. Which fields there are depends on the action. */
export interface Asked {
  readonly licenseKey?: string;
  /** Names the call: no two calls send the same, so a row tells which call made it. */
  readonly name?: string;
  readonly fingerprint?: string;
  readonly idempotencyKey?: string;
  readonly instanceId?: string;
  readonly activationLimit?: number;
  readonly expiresOn?: string;
  readonly email?: string;
}

/** What of an answer the checker looks at. */
export interface Answer {
  readonly status: number;
  /** The code of a refusal or of a verdict; empty without one. */
  readonly code: string;
  readonly detail: string;
  readonly instanceId?: string;
  readonly licenseId?: string;
  readonly licenseKey?: string;
  readonly activationUsage?: number;
  readonly activationLimit?: number | null;
  readonly expiresOn?: string | null;
  readonly enabled?: boolean;
  /** The ETag of a license: how often the vendor has changed it, from 1. */
  readonly revision?: number;
}

export interface Call {
  /** In the order in which calls began, from 1. */
  readonly id: number;
  readonly actor: string;
  /** Which process was asked, and in which of its lives: `server 2, life 5`. */
  readonly process: string;
  readonly action: Action;
  /** The id of the license that it is about; empty for an order. */
  readonly license: string;
  readonly asked: Asked;
  /** Milliseconds since the run began. */
  readonly begun: number;
  /** When the answer was there, or when the caller gave up hope; null while it runs. */
  ended: number | null;
  /** Null when no answer came. */
  answer: Answer | null;
  /** Why no answer came; `not sent` when nothing can have reached a server. */
  silence: string | null;
}

/** After how long a call without an answer hangs, in milliseconds: longer than all that a server waits for, and any pause. */
export const HANG_MS = 45_000;

/** What became of a call, for the caller. */
export type Outcome =
  /** It was answered, and the answer is final. */
  | "answered"
  /** The server says, or the caller knows, that nothing was changed. */
  | "unchanged"
  /** Nobody knows whether it was done. */
  | "unknown";

/** What a server says when a call could not be done and changed nothing. Any other 503 leaves it open. */
const UNCHANGED = "Nothing was changed";

export function outcomeOf({ answer, silence }: Call): Outcome {
  if (answer === null) return silence === NOT_SENT ? "unchanged" : "unknown";
  if (answer.status < 500) return "answered";
  return answer.status === 503 && answer.detail.includes(UNCHANGED) ? "unchanged" : "unknown";
}

export const NOT_SENT = "not sent";

/** When a call can no longer take effect. One that nobody knows the outcome of has no such moment. */
export function endOf(call: Call): number {
  return outcomeOf(call) === "unknown" || call.ended === null ? Number.POSITIVE_INFINITY : call.ended;
}

/** Something that was done to the processes, the network or the database. */
export interface Fault {
  readonly what: string;
  readonly begun: number;
  ended: number | null;
  /** Whether a standby was promoted that lacked commits which others could see already. */
  readonly lostSight: boolean;
}
