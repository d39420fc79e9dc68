/** What is done again and again, until it is stopped. */
export interface Rounds {
  /** Begins no further round, and waits for the one that is under way. */
  stop(): Promise<void>;
}

/**
 * Does something at once, and again so long after each time that it is done.
 * @param work never rejects; it is asked to end early by an answer "no" to its question whether to go on
 * @param pauseMs in milliseconds
 */
export function startRounds(work: (goesOn: () => boolean) => Promise<void>, pauseMs: number): Rounds {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const go = (): Promise<void> =>
    work(() => !isStopped).then(() => {
      if (!isStopped)
        timer = setTimeout(() => {
          round = go();
        }, pauseMs);
    });
  let round = go();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
