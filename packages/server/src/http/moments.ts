/** A moment on the wire: ISO 8601, UTC, whole seconds. */
export function wireTime(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: "second" });
}

export function wireTimeOrNull(instant: Temporal.Instant | null): string | null {
  return instant === null ? null : wireTime(instant);
}
