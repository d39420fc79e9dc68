import { EXPIRY_UNITS } from "@keywright/contract/management-api/plans";
import type { EventType } from "#domain/events.ts";
import type { Expiry, License } from "#domain/licenses/license.ts";
import { expiryOnActivation } from "#domain/licenses/terms.ts";

/* A license as it was at any time, told from its record. */

/** What changes where a license stands. Events of other types leave it as it is. */
export const TELLING_EVENTS = [
  "license.issued",
  "license.edited",
  "license.regenerated",
  "license.suspended",
  "license.restored",
  "license.deactivated",
  "activation.created",
  "activation.deactivated",
  "activation.revoked",
  "activation.ended",
  "activation.released",
] as const satisfies readonly EventType[];

/** One line of a license's record. */
export interface HistoryEvent {
  readonly type: (typeof TELLING_EVENTS)[number];
  readonly at: Temporal.Instant;
  /** Who did it, in words: `Maya Lindqvist`, `an application`. */
  readonly by: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * The license as its record tells it.
 * @param today gives what never changes after the issue: whose it is, its product, its grace
 * @param history all that happened up to the moment in question, the oldest first
 * @returns null when it had not been issued
 */
export function licenseAfter(today: License, history: readonly HistoryEvent[]): License | null {
  return history.reduce<License | null>((license, event) => after(license, event, today), null);
}

function after(license: License | null, { type, at, data }: HistoryEvent, today: License): License | null {
  if (type === "license.issued") {
    return {
      ...today,
      activationLimit: limitOnRecord(data.activationLimit),
      activationUsage: 0,
      expiry: expiryFromRecord(data.expiresOn),
      activatedAt: null,
      suspendedAt: null,
      deactivatedAt: null,
    };
  }
  if (license === null) return null;
  switch (type) {
    case "license.edited": {
      const { activationLimit, expiresOn } = data as Partial<Record<string, { to: unknown }>>;
      return {
        ...license,
        ...(activationLimit && { activationLimit: limitOnRecord(activationLimit.to) }),
        ...(expiresOn && { expiry: expiryFromRecord(expiresOn.to) }),
      };
    }
    case "license.regenerated":
      return { ...license, activationUsage: 0 };
    case "license.suspended":
      // Who suspends what is suspended already takes it over, and leaves the time.
      return { ...license, suspendedAt: license.suspendedAt ?? at };
    case "license.restored":
      return { ...license, suspendedAt: null };
    case "license.deactivated":
      return { ...license, deactivatedAt: at };
    case "activation.created":
      return {
        ...license,
        activationUsage: license.activationUsage + 1,
        activatedAt: license.activatedAt ?? at,
        expiry: expiryOnActivation(license.expiry, at),
      };
    case "activation.deactivated":
    case "activation.revoked":
    case "activation.ended":
    case "activation.released":
      return { ...license, activationUsage: license.activationUsage - 1 };
  }
}

function limitOnRecord(told: unknown): number | null {
  return typeof told === "number" ? told : null;
}

/** The opposite of how an expiry is put on record: a date, null for never, or how long it lasts once it starts. */
function expiryFromRecord(told: unknown): Expiry {
  if (typeof told === "string") return { kind: "at", at: Temporal.Instant.from(told) };
  const { value, unit } = { ...(told as { value?: unknown; unit?: unknown } | null) };
  const known = EXPIRY_UNITS.find((word) => word === unit);
  return typeof value === "number" && known !== undefined
    ? { kind: "after_first_activation", duration: { value, unit: known } }
    : { kind: "never" };
}
