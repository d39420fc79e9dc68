import type { Bench } from "./bench.ts";
import type { Comparison, Measured } from "./compare.ts";

/** What a row of the table is about, and how good it must be. */
export interface Row {
  /** What `--only` takes. */
  readonly name: string;
  readonly says: string;
  readonly unit: "of the yardstick" | "ms" | "s" | "MB" | "times";
  readonly goal: Goal;
  measure(bench: Bench): Promise<Figure>;
}

/** Where the figure must get, and where it is to get. A ratio to the yardstick is better when it is more, others when less. */
interface Goal {
  readonly enough: number;
  readonly aim: number;
}

/** What was measured. */
export interface Figure {
  /** Null when it could not be measured, which the note explains. */
  readonly value: number | null;
  readonly note?: string;
  readonly comparison?: Comparison;
  /** What Keywright did where there is nothing to compare it with. */
  readonly keywright?: Measured;
}
