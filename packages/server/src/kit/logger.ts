import { type Logger, pino, stdTimeFunctions } from "pino";

export type { Logger };

/** One JSON object a line, on stderr: stdout belongs to what a command answers. */
export function createLogger(level: string): Logger {
  const formatters = { level: (label: string) => ({ level: label }) };
  return pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, formatters },
    pino.destination({ dest: 2, sync: false }),
  );
}
