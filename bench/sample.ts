/** Keeps some of many things, each with the same chance (reservoir sampling, algorithm R). */
export class Sample<T> {
  readonly #kept: T[] = [];
  readonly #size: number;
  #offered = 0;

  /** @param size how many are kept at most */
  constructor(size: number) {
    this.#size = size;
  }

  offer(thing: T): void {
    this.#offered++;
    if (this.#kept.length < this.#size) this.#kept.push(thing);
    else {
      const place = Math.floor(Math.random() * this.#offered);
      if (place < this.#size) this.#kept[place] = thing;
    }
  }

  /** What was kept, in random order. */
  shuffled(): T[] {
    return this.#kept
      .map((thing) => ({ thing, at: Math.random() }))
      .sort((one, other) => one.at - other.at)
      .map(({ thing }) => thing);
  }
}
