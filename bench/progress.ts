const BAR_WIDTH = 30;
const REDRAWN_EVERY_MS = 200;

/** How far a long piece of work has come, on stderr: a bar at a terminal, its beginning and end elsewhere. */
export interface Progress {
  /** Counts what was done since. */
  more(count: number): void;
  /** Says what is done now that can't be counted. */
  says(text: string): void;
  end(): void;
}

export function startProgress(title: string, total: number): Progress {
  const started = performance.now();
  let done = 0;
  let drawn = 0;
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const draw = (text: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${title} ${text}`);
  };
  if (!process.stderr.isTTY) process.stderr.write(`${title} …\n`);
  return {
    more(count) {
      done += count;
      const now = performance.now();
      if (now - drawn < REDRAWN_EVERY_MS) return;
      drawn = now;
      const filled = Math.round((done / total) * BAR_WIDTH);
      const bar = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}`;
      draw(`${bar} ${Math.floor((done / total) * 100)} %, ${seconds()}`);
    },
    says: draw,
    end() {
      draw("");
      process.stderr.write(`${process.stderr.isTTY ? `\r${title}` : title}: ${seconds()}\n`);
    },
  };
}
