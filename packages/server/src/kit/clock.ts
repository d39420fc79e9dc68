/** Where the time comes from. Everything asks this and nothing else, so that tests can move it. */
export interface Clock {
  now(): Temporal.Instant;
  /** The same in milliseconds since 1970: for what is asked at each call, since it costs a tenth. */
  milliseconds(): number;
}

/** The machine's clock, in whole milliseconds. */
export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
  milliseconds: () => Date.now(),
};
