import type { Services } from "#actions/context.ts";
import type { Customer } from "#domain/actor.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { Vault } from "#kit/vault.ts";
import { findLicense, type LicenseRecord } from "#store/licenses.ts";

const PURPOSE = "device-link";
/** How long a device link works. */
const LIFE = { minutes: 15 } as const;
/** How much of the waiting device's name a link carries, in characters: it must stay a link. */
const LONGEST_NAME = 80;

/** What a device link says, short since it stands in an address. */
interface Said {
  /** The license. */
  readonly l: string;
  /** Its key's ending: the link ends with the key. */
  readonly k: string;
  /** Until when, in milliseconds since 1970. */
  readonly u: number;
  /** The device that waits for a slot. */
  readonly d: string | null;
}

/**
 * What lets a customer end a device so that another fits: sealed and never stored, so that it costs no write, however
 * often an application asks. Whoever has it has the license's key already, and can do less with it.
 */
export function makeDeviceLink(
  vault: Vault,
  { license, keyEnding }: Pick<LicenseRecord, "license" | "keyEnding">,
  waiting: string | null,
  now: Temporal.Instant,
): string {
  const said: Said = {
    l: license.id,
    k: keyEnding,
    u: now.add(LIFE).epochMilliseconds,
    d: waiting === null || waiting === "" ? null : waiting.slice(0, LONGEST_NAME).toWellFormed(),
  };
  return Buffer.from(vault.seal(PURPOSE, JSON.stringify(said), "")).toString("base64url");
}

/** Who holds a device link, and what for. */
export interface LinkHolder {
  readonly actor: Customer;
  readonly licenseId: string;
  readonly waiting: string | null;
}

/** Whose link it is; a refusal when it is none, or none any more. */
export async function readDeviceLink({ store, vault, clock }: Services, text: string): Promise<LinkHolder | Refusal> {
  const said = unseal(vault, text);
  if (said === null || said.u <= clock.now().epochMilliseconds) return deadLink();
  const record = await findLicense(store.read, said.l);
  if (record === null || record.keyEnding !== said.k) return deadLink();
  const { id, name, email } = record.customer;
  const actor: Customer = { kind: "customer", id, name: name ?? email, scope: "devices", licenseId: said.l };
  return { actor, licenseId: said.l, waiting: said.d };
}

function unseal(vault: Vault, text: string): Said | null {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) return null;
  try {
    return JSON.parse(vault.open(PURPOSE, bytes, "")) as Said;
  } catch {
    return null;
  }
}

function deadLink(): Refusal {
  return refuse("UNAUTHORIZED", "This link is too old: it works for 15 minutes. The application makes a new one.");
}
