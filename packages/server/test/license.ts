import type { Activation } from "#domain/activations/activation.ts";
import type { License } from "#domain/licenses/license.ts";

/* Plain data for tests of the rules: nothing is stored. */

export const NOW = Temporal.Instant.from("2026-03-10T09:30:00Z");

/** An active license, unlimited and for ever, but for what the test says. */
export function aLicense(but: Partial<License> = {}): License {
  return {
    id: "license",
    productIdentifier: "desk",
    customerId: "cus-17",
    activationLimit: null,
    activationUsage: 0,
    expiry: { kind: "never" },
    graceDays: 0,
    releaseAfterDays: null,
    activatedAt: null,
    suspendedAt: null,
    deactivatedAt: null,
    ...but,
  };
}

/** An activation in use, but for what the test says. */
export function anActivation(but: Partial<Activation> = {}): Activation {
  return {
    id: "activation",
    licenseId: "license",
    name: null,
    fingerprint: null,
    metadata: {},
    activatedAt: NOW,
    lastSeenAt: NOW,
    endedAt: null,
    ...but,
  };
}

export function instant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}
