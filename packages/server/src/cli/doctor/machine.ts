import { createServer } from "node:net";
import type { Finding } from "#cli/doctor/finding.ts";
import { systemClock } from "#kit/clock.ts";
import type { Settings } from "#settings.ts";
import type { Contents } from "#store/contents.ts";

const OLDEST_BELIEVABLE = Temporal.Instant.from("2026-01-01T00:00:00Z");
const CLOCK_TOLERANCE_MS = 5_000;

export function examineClock(contents: Contents | null): Finding {
  const what = "clock";
  const now = systemClock.now();
  if (Temporal.Instant.compare(now, OLDEST_BELIEVABLE) < 0) {
    return {
      what,
      state: "wrong",
      text: `Says ${now}, which is before this version was made. Set it; licenses would not expire in time.`,
    };
  }
  const newest = contents?.newestEventAt ?? null;
  if (newest !== null && newest > now.epochMilliseconds + CLOCK_TOLERANCE_MS) {
    const then = Temporal.Instant.fromEpochMilliseconds(newest);
    return {
      what,
      state: "wrong",
      text: `Says ${now}, and the newest event in the database is of ${then}. Set the clock, and let it follow a time server.`,
    };
  }
  return { what, state: "ok", text: `Says ${now}.` };
}

export async function examinePort({ host, port }: Settings): Promise<Finding> {
  const what = "port";
  const reason = await new Promise<string | null>((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ host, port }, () => probe.close(() => resolve(null)));
  });
  if (reason === null) return { what, state: "ok", text: `${host}:${port} is free.` };
  if (reason === "EADDRINUSE")
    return {
      what,
      state: "note",
      text: `${host}:${port} is taken. That is right if Keywright runs; else set PORT to another.`,
    };
  return {
    what,
    state: "wrong",
    text: `${host}:${port} can't be listened on (${reason}). Set HOST and PORT to an address of this machine.`,
  };
}
