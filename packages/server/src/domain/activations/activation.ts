/** Why an activation is no longer in use. */
export type Ending = "deactivated" | "revoked" | "ended" | "released" | "regenerated";

/** One device on which a license is, or was, in use. On the wire it is called an instance. */
export interface Activation {
  readonly id: string;
  readonly licenseId: string;
  readonly name: string | null;
  readonly fingerprint: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly activatedAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
}
