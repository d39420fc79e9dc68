import type { CannedAnswer } from "./bare-server.ts";
import type { Driven, LoadGenerator } from "./load-generator.ts";
import { type Server, startBareServer } from "./servers.ts";
import type { HttpRequest, Stream } from "./stream.ts";
import { KEY, requestBytes } from "./stream.ts";
import { usageOf } from "./usage.ts";

/** How long and how often is measured. */
export interface Effort {
  readonly rounds: number;
  /** Of one load. */
  readonly seconds: number;
  /** Of load that is not counted, before the first round, until the engine has compiled what is hot. */
  readonly warmUpSeconds: number;
}

/** What one load made of a server. */
export interface Measured {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the server for a thousand requests, in seconds. Null where it can't be known. */
  readonly cpuSecondsPer1000: number | null;
  readonly residentMb: number | null;
  /** How much of one processor the server and the load generator had: whichever has more is what limits. */
  readonly serverCores: number | null;
  readonly loadCores: number;
}

/** Keywright beside the yardstick: each the median of its rounds. */
export interface Comparison {
  readonly keywright: Measured;
  readonly bare: Measured;
  /** Keywright's requests per second over the yardstick's of the same round; the median of the rounds. */
  readonly ratio: number;
  /** The yardstick's processor time for a request over Keywright's; the median of the rounds. */
  readonly cpuRatio: number | null;
  /** Every round's ratio. */
  readonly ratios: readonly number[];
}

/** Drives a Keywright and a yardstick that answers the same bytes with the same load, in turns. */
export async function compare(
  load: LoadGenerator,
  keywright: Server,
  stream: Omit<Stream, "port">,
  effort: Effort,
): Promise<Comparison> {
  const bare = await startBareServer(await answerOf(keywright, { ...stream, port: keywright.port }));
  try {
    const servers = [bare, keywright];
    for (const server of servers) await measure(load, server, stream, effort.warmUpSeconds);
    const rounds: { bare: Measured; keywright: Measured }[] = [];
    for (let round = 0; round < effort.rounds; round++) {
      rounds.push({
        bare: await measure(load, bare, stream, effort.seconds),
        keywright: await measure(load, keywright, stream, effort.seconds),
      });
    }
    const ratios = rounds.map((round) => round.keywright.requestsPerSecond / round.bare.requestsPerSecond);
    const cpuRatios = rounds.map((round) => over(round.bare.cpuSecondsPer1000, round.keywright.cpuSecondsPer1000));
    return {
      keywright: medianMeasured(rounds.map((round) => round.keywright)),
      bare: medianMeasured(rounds.map((round) => round.bare)),
      ratio: median(ratios),
      cpuRatio: medianOrNull(cpuRatios),
      ratios,
    };
  } finally {
    await bare.stop();
  }
}

/** Sends one stream to one server, and looks at what the server used meanwhile. */
export async function measure(
  load: LoadGenerator,
  server: Server,
  stream: Omit<Stream, "port">,
  seconds: number,
): Promise<Measured> {
  const before = usageOf(server.pid);
  const driven: Driven = await load.drive({ streams: [{ ...stream, port: server.port }], seconds });
  const after = usageOf(server.pid);
  const [outcome] = driven.streams;
  if (outcome === undefined) throw new Error("a load of one stream came back without it");
  const { requestsPerSecond, latencies } = outcome;
  const cpuSeconds = before && after && after.cpuSeconds - before.cpuSeconds;
  return {
    requestsPerSecond,
    p50Ms: latencies.quantile(0.5) / 1000,
    p99Ms: latencies.quantile(0.99) / 1000,
    cpuSecondsPer1000: over(cpuSeconds, latencies.count / 1000),
    residentMb: after?.residentMb ?? null,
    serverCores: over(cpuSeconds, driven.seconds),
    loadCores: driven.cpuSeconds / driven.seconds,
  };
}

/** What a server answers to the first request of a stream, for the yardstick to answer, too. */
async function answerOf(server: Server, stream: Stream): Promise<CannedAnswer> {
  const [request] = stream.requests;
  if (request === undefined) throw new Error("a stream needs a request");
  const { method, path, headers = {}, body } = filledIn(request, stream);
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { ...(body && { "content-type": "application/json" }), ...headers },
    ...(body && { body }),
  });
  const text = await response.text();
  if (response.status !== stream.expect.status) throw new Error(`the first answer was ${response.status}: ${text}`);
  const kept = [...response.headers].filter(([name]) => !/^(connection|keep-alive|date|content-length)$/.test(name));
  return { status: response.status, headers: Object.fromEntries(kept), body: text };
}

/** The request with the first of the stream's keys. */
function filledIn(request: HttpRequest, stream: Stream): HttpRequest {
  if (!request.body?.includes(KEY)) return request;
  const bytes = requestBytes({ ...stream, requests: [request] })[0]?.toString() ?? "";
  return { ...request, body: bytes.slice(bytes.indexOf("\r\n\r\n") + 4) };
}

/** The median of each figure. */
export function medianMeasured(all: readonly Measured[]): Measured {
  return {
    requestsPerSecond: median(all.map((each) => each.requestsPerSecond)),
    p50Ms: median(all.map((each) => each.p50Ms)),
    p99Ms: median(all.map((each) => each.p99Ms)),
    cpuSecondsPer1000: medianOrNull(all.map((each) => each.cpuSecondsPer1000)),
    residentMb: medianOrNull(all.map((each) => each.residentMb)),
    serverCores: medianOrNull(all.map((each) => each.serverCores)),
    loadCores: median(all.map((each) => each.loadCores)),
  };
}

/** The middle one; of an even number, the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

function medianOrNull(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : median(known);
}

function over(dividend: number | null, divisor: number | null): number | null {
  return dividend === null || divisor === null || divisor === 0 ? null : dividend / divisor;
}
