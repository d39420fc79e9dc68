/** Where the time comes from. Everything asks this and nothing else, so that tests can move it. */
export interface Clock {
  now(): Temporal.Instant;
  /** The same in milliseconds since 1970, where a number will do. */
  milliseconds(): number;
}

let last = { milliseconds: 0, instant: Temporal.Instant.fromEpochMilliseconds(0) };

/** The machine's clock, in whole milliseconds. */
export const systemClock: Clock = {
  now() {
    const milliseconds = Date.now();
    // One for all that happens within a millisecond: to make it takes five times as long as all the rest.
    if (milliseconds !== last.milliseconds)
      last = { milliseconds, instant: Temporal.Instant.fromEpochMilliseconds(milliseconds) };
    return last.instant;
  },
  milliseconds: () => Date.now(),
};
