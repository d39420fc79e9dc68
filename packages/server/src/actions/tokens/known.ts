import type { Token } from "#domain/tokens/token.ts";
import { Recent } from "#kit/recent.ts";
import type { Changes, Store } from "#store/store.ts";

/** How many tokens are remembered at most: a vendor has a handful. */
const MOST_REMEMBERED = 1_000;

/**
 * The tokens that were used lately, where the database tells what has changed: each question begins with a look at the
 * changes, so that a token which was revoked, by whichever process, lets nobody in any more. Elsewhere none.
 */
export class KnownTokens {
  readonly #changes: Changes | null;
  readonly #remembered = new Recent<string, Token>(MOST_REMEMBERED);
  #heard = 0;

  constructor(store: Store) {
    this.#changes = store.changes;
    this.#changes?.listen((changed) => {
      if (changed !== "anything") return;
      this.#remembered.clear();
      this.#heard++;
    });
  }

  /** The token with this text as it is now; null when it is not remembered. */
  find(text: string): Token | null {
    if (this.#changes === null) return null;
    this.#changes.look();
    return this.#remembered.get(text) ?? null;
  }

  /** Reads the token with this text, and remembers it. */
  async read(text: string, read: () => Promise<Token | null>): Promise<Token | null> {
    const heard = this.#heard;
    const token = await read();
    // What we heard of meanwhile may have been about it.
    if (token !== null && this.#changes !== null && heard === this.#heard) this.#remembered.set(text, token);
    return token;
  }
}
