/*
 * Latencies, counted in buckets that widen with what they hold: every octave is cut into 64, so that a bucket is never
 * wider than 1.6 % of its value, and a million measurements take as much memory as ten.
 */

const SUB_BITS = 6;
const SUBS = 1 << SUB_BITS;
/** Up to here a bucket is one microsecond wide. */
const EXACT = SUBS * 2;
/** The longest latency that is told apart: some 18 minutes. */
const LONGEST_US = 2 ** 30 - 1;
const BUCKETS = bucketOf(LONGEST_US) + 1;

/** Latencies in microseconds, which are recorded in whole ones. */
export class Histogram {
  readonly #counts: Uint32Array;

  /** @param counts what `toJSON` gave, here or in another process */
  constructor(counts: readonly number[] = []) {
    this.#counts = new Uint32Array(BUCKETS);
    this.#counts.set(counts);
  }

  record(microseconds: number): void {
    const bucket = bucketOf(Math.min(Math.max(0, Math.round(microseconds)), LONGEST_US));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
  }

  /** How many latencies were recorded. */
  get count(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** The latency that this share (0 to 1) of all did not exceed, in microseconds; 0 when none was recorded. */
  quantile(share: number): number {
    const wanted = Math.max(1, Math.ceil(this.count * share));
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= wanted) return middleOf(bucket);
    }
    return 0;
  }

  /** The counts without the empty end: what travels from one process to another. */
  toJSON(): number[] {
    return [...this.#counts.subarray(0, this.#counts.findLastIndex((count) => count > 0) + 1)];
  }
}

function bucketOf(microseconds: number): number {
  if (microseconds < EXACT) return microseconds;
  const shift = 31 - Math.clz32(microseconds) - SUB_BITS;
  return shift * SUBS + (microseconds >> shift);
}

function middleOf(bucket: number): number {
  if (bucket < EXACT) return bucket;
  const shift = (bucket >> SUB_BITS) - 1;
  return (bucket - shift * SUBS + 0.5) * 2 ** shift;
}
