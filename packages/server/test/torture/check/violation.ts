import type { Call } from "#test/torture/history/call.ts";

/** A promise that the run has shown broken. */
export interface Violation {
  /** Which promise, in a few words. */
  readonly promise: string;
  /** What was seen. */
  readonly seen: string;
  /** The license that it is about; null when it is about none. */
  readonly license: string | null;
  /** The calls that show it. */
  readonly calls: readonly Call[];
}
