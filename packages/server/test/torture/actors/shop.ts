import type { Call } from "#test/torture/history/call.ts";

/** A license, as those who work with it know it. */
export interface KnownLicense {
  readonly id: string;
  /** The newest key that anybody has heard of. */
  key: string;
  readonly formerKeys: string[];
  /** Instance ids that somebody was told, the newest last. */
  readonly instances: string[];
}

/** How many instance ids and former keys are worth trying again. */
const REMEMBERED = 12;

/**
 * What the actors tell each other: which licenses are on sale now, and what is known of them. Few licenses for many
 * actors, so that they meet.
 */
export class Shop {
  readonly #shelf: (KnownLicense | null)[];

  constructor(places: number) {
    this.#shelf = Array.from({ length: places }, () => null);
  }

  /** The license at a place; null until one was sold. */
  at(place: number): KnownLicense | null {
    return this.#shelf[place % this.#shelf.length] ?? null;
  }

  /** The places without a license. */
  get empty(): number[] {
    return this.#shelf.flatMap((license, place) => (license === null ? [place] : []));
  }

  get licenses(): KnownLicense[] {
    return this.#shelf.filter((license) => license !== null);
  }

  put(place: number, { answer }: Call): void {
    if (answer?.licenseId === undefined || answer.licenseKey === undefined) return;
    this.#shelf[place] = { id: answer.licenseId, key: answer.licenseKey, formerKeys: [], instances: [] };
  }

  clear(license: KnownLicense): void {
    const place = this.#shelf.indexOf(license);
    if (place !== -1) this.#shelf[place] = null;
  }

  /** Learns from an answer. */
  learn(license: KnownLicense, { answer }: Call): void {
    if (answer?.instanceId !== undefined) remember(license.instances, answer.instanceId);
    if (answer?.licenseKey === undefined || answer.licenseKey === license.key) return;
    // Answers may come in another order than the keys were made in; then a look puts it right later.
    if (license.formerKeys.includes(answer.licenseKey)) return;
    remember(license.formerKeys, license.key);
    license.key = answer.licenseKey;
  }
}

function remember(list: string[], item: string): void {
  if (list.includes(item)) return;
  list.push(item);
  if (list.length > REMEMBERED) list.shift();
}
