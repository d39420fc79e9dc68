/** How long a mail waits after its first failed try, its second and so on, in seconds. As many tries as that, and one. */
const WAITS = [2, 15, 60, 5 * 60, 30 * 60, 3 * 3600, 12 * 3600] as const;

/** How often a mail is tried at most. */
export const MOST_TRIES = WAITS.length + 1;

/** What becomes of a mail that could not be sent. */
export type Fate = { readonly state: "waiting"; readonly nextTryAt: Temporal.Instant } | { readonly state: "failed" };

/**
 * Whether a mail is tried again, and when. The first tries follow quickly, for a server that restarts; the last ones leave
 * somebody the night to mend it. What the server refuses for good, or what would come too late, is not tried again.
 */
export function afterFailure(
  tries: number,
  { isPermanent, usefulUntil }: { readonly isPermanent: boolean; readonly usefulUntil: Temporal.Instant | null },
  now: Temporal.Instant,
): Fate {
  const wait = WAITS[tries - 1];
  if (isPermanent || wait === undefined) return { state: "failed" };
  const nextTryAt = now.add({ seconds: wait });
  return isTooLate(usefulUntil, nextTryAt) ? { state: "failed" } : { state: "waiting", nextTryAt };
}

/** Whether a mail would be of no use any more. */
export function isTooLate(usefulUntil: Temporal.Instant | null, at: Temporal.Instant): boolean {
  return usefulUntil !== null && Temporal.Instant.compare(at, usefulUntil) >= 0;
}
