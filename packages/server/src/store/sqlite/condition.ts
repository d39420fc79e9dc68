import { ailingOf } from "#store/sqlite/faults.ts";
import type { StoreAiling } from "#store/store.ts";

/**
 * How long nothing must have failed before the database counts as well again, in milliseconds. On a full disk a small
 * change may succeed between two that fail; the owner need not hear of each.
 */
const SETTLED_MS = 5_000;
/** How long a change that reached the disk proves that others can, in milliseconds. */
const PROVEN_MS = 5_000;

/** How the database does, as far as its use has shown. */
export class Condition {
  #ailing: StoreAiling | null = null;
  #failedAt = 0;
  #changedAt = Number.NEGATIVE_INFINITY;
  #listener: (ailing: StoreAiling | null) => void = () => undefined;

  /** What it suffers from; null = nothing that is known. */
  get ailing(): StoreAiling | null {
    return this.#ailing;
  }

  /** Whether a change has reached the disk so lately that there is no need to try. */
  get isProven(): boolean {
    return this.#ailing === null && performance.now() - this.#changedAt < PROVEN_MS;
  }

  /** See `Store.watch`. */
  watch(listener: (ailing: StoreAiling | null) => void): void {
    this.#listener = listener;
  }

  /** Takes note of what was thrown, and answers what to throw on. */
  failed(error: unknown): unknown {
    const ailing = ailingOf(error);
    if (ailing === null) return error;
    const known = this.#ailing?.ailment;
    this.#failedAt = performance.now();
    // A change may succeed beside a damaged page, which does not mend it: that is for a restore and a new start.
    if (known === "damaged") return ailing;
    this.#ailing = ailing;
    if (ailing.ailment !== known) this.#listener(ailing);
    return ailing;
  }

  /** Takes note that a change has reached the disk. */
  changed(): void {
    this.#changedAt = performance.now();
    if (this.#ailing === null || this.#ailing.ailment === "damaged") return;
    if (this.#changedAt - this.#failedAt < SETTLED_MS) return;
    this.#ailing = null;
    this.#listener(null);
  }
}
