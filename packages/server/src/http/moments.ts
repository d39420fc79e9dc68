/** A moment on the wire: ISO 8601, UTC, whole seconds. */
export function wireTime(instant: Temporal.Instant): string {
  // A third of the work of the instant's own words, which are the same.
  return `${new Date(instant.epochMilliseconds).toISOString().slice(0, -5)}Z`;
}

export function wireTimeOrNull(instant: Temporal.Instant | null): string | null {
  return instant === null ? null : wireTime(instant);
}
