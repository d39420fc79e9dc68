/**
 * Which activations were seen since the last stamp. Validating must not wait for the disk, so last-seen times gather here
 * and are written together: what a crash can lose is what was gathered since.
 */
export class SeenActivations {
  #pending = new Map<string, Temporal.Instant>();

  note(activationId: string, at: Temporal.Instant): void {
    this.#pending.set(activationId, at);
  }

  /** What has gathered, by activation id. */
  get pending(): ReadonlyMap<string, Temporal.Instant> {
    return this.#pending;
  }

  /** Hands over what has gathered and starts anew. */
  take(): ReadonlyMap<string, Temporal.Instant> {
    const taken = this.#pending;
    this.#pending = new Map();
    return taken;
  }

  /** Puts back what could not be written. What was noted in the meantime is newer and stays. */
  putBack(seen: ReadonlyMap<string, Temporal.Instant>): void {
    this.#pending = new Map([...seen, ...this.#pending]);
  }
}
