import { type CanonicalKey, canonicalKey } from "@keywright/contract/license-key";
import { keyDigests, openFoundKey } from "#actions/licenses/key.ts";
import { expiresAt } from "#domain/licenses/terms.ts";
import { Recent } from "#kit/recent.ts";
import type { Vault } from "#kit/vault.ts";
import { atOnce } from "#store/at-once.ts";
import type { LicenseForUse, Sold } from "#store/license-rows.ts";
import { findKeptLicense, findLicensesForUse, fromKept, type KeptLicense } from "#store/licenses-for-use.ts";
import type { Changed, Changes, Store } from "#store/store.ts";

/** A license as an application is told of it: its key in the clear, and when it expires. */
export interface KnownLicense extends Omit<LicenseForUse, "keySealed" | "keyPrefix"> {
  readonly key: string;
  /** Null = never, or its time has not started to run. */
  readonly expiresAt: Temporal.Instant | null;
}

/** How many licenses are remembered at most; each takes some 450 bytes. */
const MOST_REMEMBERED = 200_000;
/** How many queries for many licenses are under way at most. More would be smaller ones, which cost as much each. */
const MOST_UNDER_WAY = 4;
/** How many licenses may change before all is forgotten, which is less work than to remember each change. */
const MOST_CHANGED = 10_000;

interface Asked {
  readonly typed: string;
  /** The one product whose licenses there are for whoever asks; null = those of all. */
  readonly productId: string | null;
  resolve(license: KnownLicense | null): void;
  reject(error: unknown): void;
}

interface Remembered {
  readonly license: KeptLicense;
  readonly key: string;
  /** How often we had heard of changes when it was read. */
  readonly heard: number;
}

/**
 * Looks licenses up by their keys. What is asked in one turn of the event loop is answered together at its end. Where the
 * database tells what has changed, licenses are remembered, and each turn begins with a look at the changes: so an answer
 * holds all that was committed before its question came, by whichever process. Elsewhere each turn is one query.
 */
export class LicensesForUse {
  readonly #store: Store;
  readonly #vault: Vault;
  readonly #changes: Changes | null;
  #asked: Asked[] = [];
  #underWay = 0;
  /** How often we have heard of changes. */
  #heard = 0;
  /** By the key as it was typed, which spares folding, hashing and decrypting it. */
  readonly #remembered = new Recent<string, Remembered>(MOST_REMEMBERED);
  /** The plans of what is remembered: read and kept once, and not once for each license. */
  #sold = new Map<string, Sold>();
  /** Since when a license is another than it was before, by its id. */
  readonly #changed = new Map<string, number>();
  /** What was read before is worth nothing. */
  #validFrom = 0;

  constructor(store: Store, vault: Vault) {
    this.#store = store;
    this.#vault = vault;
    this.#changes = store.changes;
    this.#changes?.listen((changed) => this.#forget(changed));
  }

  /**
   * The license with this key; null when there is none.
   * @param productId the one product whose licenses there are for whoever asks; null = those of all
   */
  find(typed: string, productId: string | null = null): Promise<KnownLicense | null> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ typed, productId, resolve, reject });
      if (this.#asked.length === 1) this.#answerSoon();
    });
  }

  #answerSoon(): void {
    if (this.#underWay < MOST_UNDER_WAY) setImmediate(() => void this.#answer());
  }

  async #answer(): Promise<void> {
    const asked = this.#asked;
    if (asked.length === 0) return;
    this.#asked = [];
    this.#underWay++;
    try {
      if (this.#changes === null) await this.#readTogether(asked);
      else this.#remember(asked, this.#changes);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
    this.#underWay--;
    if (this.#asked.length > 0) this.#answerSoon();
  }

  async #readTogether(asked: readonly Asked[]): Promise<void> {
    const wanted = asked.map((one) => ({ ...one, key: canonicalKey(one.typed) }));
    const digests = wanted.map(({ key }) => keyDigests(this.#vault, key));
    const found = await findLicensesForUse(this.#store.read, digests);
    for (const [index, { key, productId, resolve, reject }] of wanted.entries()) {
      try {
        const license = found[index];
        const isThere = license != null && isOf(productId, license);
        resolve(isThere ? openForUse(this.#vault, license, key) : null);
      } catch (error) {
        // A key that can't be opened is no reason to keep the others waiting.
        reject(error);
      }
    }
  }

  #remember(asked: readonly Asked[], changes: Changes): void {
    changes.look();
    const others = asked.filter(({ typed, productId, resolve }) => {
      const known = this.#remembered.get(typed);
      // Another product's is looked for like one that there is not, so that it is not answered sooner.
      if (known === undefined || !this.#isCurrent(known) || !isOf(productId, known.license)) return true;
      resolve(tell(known));
      return false;
    });
    if (others.length > 0) atOnce(this.#store.read).together(() => this.#readEach(others));
  }

  #readEach(asked: readonly Asked[]): void {
    for (const { typed, productId, resolve, reject } of asked) {
      try {
        resolve(this.#read(typed, productId));
      } catch (error) {
        reject(error);
      }
    }
  }

  #forget(changed: Changed): void {
    this.#heard++;
    if (changed === "anything" || this.#changed.size > MOST_CHANGED) {
      this.#validFrom = this.#heard;
      this.#remembered.clear();
      this.#sold = new Map();
      this.#changed.clear();
    }
    if (changed !== "anything") for (const id of changed) this.#changed.set(id, this.#heard);
  }

  #isCurrent({ license, heard }: Remembered): boolean {
    return heard >= this.#validFrom && heard >= (this.#changed.get(license.id) ?? 0);
  }

  #read(typed: string, productId: string | null): KnownLicense | null {
    const canonical = canonicalKey(typed);
    const found = this.#lookUp(canonical, productId);
    if (found === null) return null;
    const { kept } = found;
    const key = openFoundKey(this.#vault, kept.id, found.key, canonical);
    // As most type it: two texts in one piece of memory.
    const known = { license: kept, key: key === typed ? typed : key, heard: this.#heard };
    this.#remembered.set(typed, known);
    return tell(known);
  }

  #lookUp(canonical: CanonicalKey, productId: string | null): ReturnType<typeof findKeptLicense> {
    for (const digest of keyDigests(this.#vault, canonical)) {
      const found = findKeptLicense(this.#store.read, digest, this.#sold);
      if (found !== null && isOf(productId, found.kept)) return found;
    }
    return null;
  }
}

function isOf(productId: string | null, { product }: { readonly product: { readonly id: string } }): boolean {
  return productId === null || product.id === productId;
}

/** A license as it was read, with its key in the clear, by which it was found. */
export function openForUse(vault: Vault, found: LicenseForUse, key: CanonicalKey): KnownLicense {
  return known(found, openFoundKey(vault, found.license.id, found.keyPrefix ?? found.keySealed, key));
}

function tell({ license, key }: Remembered): KnownLicense {
  return known(fromKept(license), key);
}

function known(
  { license, customer, plan, product }: Omit<LicenseForUse, "keySealed" | "keyPrefix">,
  key: string,
): KnownLicense {
  return { license, customer, plan, product, key, expiresAt: expiresAt(license.expiry) };
}
