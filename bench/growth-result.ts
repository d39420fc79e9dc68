/** What a validation costs in a database of this many licenses. */
export interface GrowthPoint {
  readonly licenses: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the server for a thousand requests, in seconds. */
  readonly cpuSecondsPer1000: number | null;
}

/** What `npm run bench:growth` has measured, smallest first. */
export interface Growth {
  readonly points: readonly GrowthPoint[];
  /** The p99 in the largest database over that in the smallest; the median of the rounds. */
  readonly p99Ratio: number;
}
