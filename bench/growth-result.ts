import type { Measured } from "./compare.ts";

/** What a validation costs in a database of this many licenses. */
export interface GrowthPoint {
  readonly licenses: number;
  /** When so many come a second as `perSecond` says. */
  readonly steady: Measured;
  /** When as many come as are answered, 32 at a time. */
  readonly flooded: Measured;
}

/** What `npm run bench:growth` has measured, smallest first: of each figure the median of the rounds. */
export interface Growth {
  readonly perSecond: number;
  readonly points: readonly GrowthPoint[];
  /** The p99 in the largest database over that in the smallest of the same round, at the steady rate. */
  readonly p99Ratio: number;
  /** The same when flooded. */
  readonly floodedP99Ratio: number;
}
