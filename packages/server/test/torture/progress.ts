import type { History } from "#test/torture/history/history.ts";

const REDRAWN_EVERY_MS = 250;

/** What a run does now, on stderr: one line that is redrawn on a terminal, and a line for each step elsewhere. */
export interface Progress {
  says(history: History, doing: string): void;
  /** Again does no harm. */
  end(): void;
}

export function startProgress(title: string, seconds: number): Progress {
  let now: { history: History; doing: string } | null = null;
  const line = () => {
    if (now === null) return title;
    const { history, doing } = now;
    const gone = Math.floor(history.now() / 1000);
    return `${title}: ${gone} of ${seconds} s, ${history.calls.length} calls, ${history.faults.length} steps; ${doing}`;
  };
  const draw = () => process.stderr.write(`\r\x1b[2K${line().slice(0, (process.stderr.columns ?? 80) - 1)}`);
  const timer = process.stderr.isTTY ? setInterval(draw, REDRAWN_EVERY_MS) : undefined;
  return {
    says(history, doing) {
      now = { history, doing };
      if (timer === undefined) process.stderr.write(`${line()}\n`);
      else draw();
    },
    end() {
      clearInterval(timer);
      if (timer !== undefined) process.stderr.write("\r\x1b[2K");
    },
  };
}
