/** How a moment stands in a column: milliseconds since 1970. */
export function toMoment(instant: Temporal.Instant): number {
  return instant.epochMilliseconds;
}

export function toMomentOrNull(instant: Temporal.Instant | null): number | null {
  return instant === null ? null : toMoment(instant);
}

export function fromMoment(milliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds);
}

export function fromMomentOrNull(milliseconds: number | null): Temporal.Instant | null {
  return milliseconds === null ? null : fromMoment(milliseconds);
}
