/** Tells one listener within this process that there is something to do. Ringing when nobody listens does no harm. */
export class Bell {
  #answer: () => void = () => undefined;

  ring(): void {
    this.#answer();
  }

  /** Whoever is to come when it rings. */
  answeredBy(answer: () => void): void {
    this.#answer = answer;
  }
}
