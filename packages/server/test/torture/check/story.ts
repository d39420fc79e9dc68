import type { ActivationRow, EventRow, LicenseRow } from "#test/torture/check/rows.ts";
import { after, type State } from "#test/torture/check/state.ts";

/** What happened to one license, in the order in which it happened. */
export interface Story {
  readonly license: LicenseRow;
  /** The license before the first event, and after each of them. */
  readonly states: readonly State[];
  /** Without the one that issued the license. */
  readonly events: readonly EventRow[];
  /** Where the record stops making sense, in words; null when it makes sense to its end. */
  readonly fault: string | null;
}

/** How many ways to go on are tried before an order is taken for impossible. */
const TRIES = 200_000;

/**
 * Tells a license's story from its events. They are ordered by their times; of those in one and the same millisecond,
 * which several processes may write, the order is found in which each fits what came before.
 * @param events in the order of their ids
 */
export function tell(
  license: LicenseRow,
  events: readonly EventRow[],
  activations: ReadonlyMap<string, ActivationRow>,
): Story {
  const [issued, ...later] = events;
  if (issued?.type !== "license.issued")
    return { license, states: [], events: [], fault: "the record does not begin with its issue" };
  const first: State = {
    limit: issued.data.activationLimit,
    expiresOn: issued.data.expiresOn,
    isEnded: false,
    keyEnding: null,
    revision: 1,
    inUse: new Map(),
  };
  const path = new Path(first, later, activations);
  const { order, states, fault } = path.walk();
  return { license, events: order, states: withKeys(states, order, license), fault };
}

/** A search for the order of events, going back where it leads nowhere. */
class Path {
  readonly #events: readonly EventRow[];
  readonly #activations: ReadonlyMap<string, ActivationRow>;
  readonly #used: boolean[];
  readonly #order: EventRow[] = [];
  readonly #states: State[];
  #tries = 0;
  #longest: { order: EventRow[]; states: State[]; fault: string } | null = null;

  constructor(first: State, events: readonly EventRow[], activations: ReadonlyMap<string, ActivationRow>) {
    this.#events = events;
    this.#activations = activations;
    this.#used = events.map(() => false);
    this.#states = [first];
  }

  walk(): { order: readonly EventRow[]; states: readonly State[]; fault: string | null } {
    /** The choices at each point that were not tried yet. */
    const open: number[][] = [this.#choices()];
    while (this.#order.length < this.#events.length) {
      const choice = open.at(-1)?.shift();
      if (choice === undefined || this.#tries++ > TRIES) {
        open.pop();
        if (open.length === 0 || this.#tries > TRIES)
          return this.#longest ?? { order: [], states: this.#states, fault: "" };
        this.#back();
      } else if (this.#forth(choice)) open.push(this.#choices());
    }
    return { order: this.#order, states: this.#states, fault: null };
  }

  /** The events that may be next: the first that is left, and those of the same moment. */
  #choices(): number[] {
    const first = this.#used.indexOf(false);
    const at = this.#events[first]?.at;
    const found: number[] = [];
    for (let index = first; this.#events[index] !== undefined && this.#events[index]?.at === at; index++)
      if (!this.#used[index]) found.push(index);
    return found;
  }

  #forth(choice: number): boolean {
    const event = this.#events[choice] as EventRow;
    const next = after(this.#states.at(-1) as State, event, this.#activations);
    if (typeof next === "string") {
      if (this.#longest === null || this.#order.length >= this.#longest.order.length)
        this.#longest = {
          order: [...this.#order],
          states: [...this.#states],
          fault: `${event.type} at ${new Date(event.at).toISOString()} (${event.id}) ${next}`,
        };
      return false;
    }
    this.#used[choice] = true;
    this.#order.push(event);
    this.#states.push(next);
    return true;
  }

  #back(): void {
    const event = this.#order.pop();
    this.#states.pop();
    if (event !== undefined) this.#used[this.#events.indexOf(event)] = false;
  }
}

/** Fills in the keys: an event tells the key that it takes away, and the row the last one. */
function withKeys(states: readonly State[], order: readonly EventRow[], { keyEnding }: LicenseRow): State[] {
  let ending = keyEnding;
  const filled: State[] = [];
  for (let index = states.length - 1; index >= 0; index--) {
    const event = order[index];
    if (event?.type === "license.regenerated") ending = event.data.formerKeyEnding;
    filled.unshift({ ...(states[index] as State), keyEnding: ending });
  }
  return filled;
}
