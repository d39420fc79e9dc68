import { Recent } from "#kit/recent.ts";

/** How many points each caller has within so many seconds. */
export interface Allowance {
  readonly points: number;
  readonly seconds: number;
}

/** What one process has counted of a caller who uses much, as it is told to the others. */
export interface Reading {
  /** Which meter. */
  readonly meter: string;
  /** Whom it is about: nothing that names them. */
  readonly mark: string;
  /** When the window ends in which it was counted, in milliseconds since 1970. */
  readonly endsAt: number;
  readonly points: number;
}

/** How many callers are remembered at most; each takes some 150 bytes. Those that use much are never forgotten. */
const MOST_REMEMBERED = 100_000;
/** The share of the allowance from which on the others are told. */
const MUCH = 1 / 20;
/** How many readings are told at a time. */
const MOST_TOLD = 1_000;

interface Used {
  points: number;
  /** How many of them the others have been told of. */
  told: number;
  /** Null until somebody asks for it. */
  mark: string | null;
}

/**
 * Counts what each caller uses, in windows that begin for all callers and processes at the same moment. What other
 * processes have counted is added as far as it was heard; what they are not told is at most a twentieth of an allowance.
 */
export class Meter {
  readonly name: string;
  readonly #allowance: Allowance;
  readonly #mark: (whom: string) => string;
  #endsAt = 0;
  readonly #used = new Recent<string, Used>(MOST_REMEMBERED);
  readonly #heavy = new Map<string, Used>();
  /** What the others have counted, by mark. */
  #elsewhere: ReadonlyMap<string, number> = new Map();

  /** @param mark makes of a caller's name what the others know them by */
  constructor(name: string, allowance: Allowance, mark: (whom: string) => string) {
    this.name = name;
    this.#allowance = allowance;
    this.#mark = mark;
  }

  /**
   * Takes points from a caller who has any left; the last ones may be more than those. Answers 0, or takes none and answers
   * after how many milliseconds there are some.
   * @param now in milliseconds since 1970
   */
  take(whom: string, points: number, now: number): number {
    this.#turn(now);
    const used = this.#usedBy(whom);
    if (used.points + this.#usedElsewhere(whom, used) >= this.#allowance.points) return this.#endsAt - now;
    this.#add(whom, used, points);
    return 0;
  }

  /** Takes points for what is done already, whether or not they are left. */
  charge(whom: string, points: number, now: number): void {
    this.#turn(now);
    this.#add(whom, this.#usedBy(whom), points);
  }

  /** What the others are to be told: of whoever uses much. */
  untold(now: number): (Reading & { readonly whom: string })[] {
    this.#turn(now);
    const readings: ReturnType<Meter["untold"]> = [];
    for (const [whom, used] of this.#heavy) {
      if (readings.length === MOST_TOLD) break;
      const { points } = used;
      if (points !== used.told)
        readings.push({ meter: this.name, whom, mark: this.#markOf(whom, used), endsAt: this.#endsAt, points });
    }
    return readings;
  }

  /** These were told. */
  told(readings: ReturnType<Meter["untold"]>): void {
    for (const { whom, endsAt, points } of readings) {
      const used = this.#heavy.get(whom);
      if (used === undefined || endsAt !== this.#endsAt) continue;
      used.told = points;
      // To the end of the queue, so that everybody's turn comes.
      this.#heavy.delete(whom);
      this.#heavy.set(whom, used);
    }
  }

  /** Takes in what all others have counted, in place of what was heard before. */
  hear(readings: readonly Reading[], now: number): void {
    this.#turn(now);
    const elsewhere = new Map<string, number>();
    for (const { meter, mark, endsAt, points } of readings)
      if (meter === this.name && endsAt === this.#endsAt) elsewhere.set(mark, (elsewhere.get(mark) ?? 0) + points);
    this.#elsewhere = elsewhere;
  }

  /** Begins a new window when it is time, also when the clock was put back. */
  #turn(now: number): void {
    const length = this.#allowance.seconds * 1_000;
    if (now < this.#endsAt && now >= this.#endsAt - length) return;
    this.#endsAt = (Math.floor(now / length) + 1) * length;
    this.#used.clear();
    this.#heavy.clear();
    this.#elsewhere = new Map();
  }

  #usedBy(whom: string): Used {
    let used = this.#used.get(whom);
    if (used === undefined) {
      used = this.#heavy.get(whom) ?? { points: 0, told: 0, mark: null };
      this.#used.set(whom, used);
    }
    return used;
  }

  #add(whom: string, used: Used, points: number): void {
    used.points += points;
    if (used.points > this.#allowance.points * MUCH) this.#heavy.set(whom, used);
  }

  #usedElsewhere(whom: string, used: Used): number {
    // As good as always, and then nobody's mark has to be made.
    return this.#elsewhere.size === 0 ? 0 : (this.#elsewhere.get(this.#markOf(whom, used)) ?? 0);
  }

  #markOf(whom: string, used: Used): string {
    used.mark ??= this.#mark(whom);
    return used.mark;
  }
}
