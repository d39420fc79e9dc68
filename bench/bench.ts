import type { Effort } from "./compare.ts";
import type { LoadGenerator } from "./load-generator.ts";

/** How large and how long everything is. */
export interface Scale {
  readonly effort: Effort;
  /** Licenses in the database that is asked for verdicts. */
  readonly licenses: number;
  /** Licenses in the database that is searched and listed. */
  readonly searchedLicenses: number;
  /** How often a start is timed. */
  readonly starts: number;
}

/** What every row of the table is measured with. */
export interface Bench {
  readonly load: LoadGenerator;
  readonly scale: Scale;
}

/** The sizes that the goals speak of. Many short rounds, since a machine that others use is seldom equally fast for long. */
export const FULL: Scale = {
  effort: { rounds: 15, seconds: 1, warmUpSeconds: 5 },
  licenses: 200_000,
  searchedLicenses: 1_000_000,
  starts: 5,
};

/** A look within a minute: the same code on less data, with more noise. */
export const QUICK: Scale = {
  effort: { rounds: 2, seconds: 0.5, warmUpSeconds: 0.5 },
  licenses: 20_000,
  searchedLicenses: 20_000,
  starts: 2,
};
