import { type Connection, openConnection } from "./connection.ts";
import { Histogram } from "./histogram.ts";
import { requestBytes, type Stream } from "./stream.ts";

/*
 * The load generator: a process of its own, so that what it costs can be told from what the server costs. It is asked
 * over the channel to its parent, one load after the other, and stays warm in between.
 */

export interface Load {
  /** What is sent at the same time. */
  readonly streams: readonly Stream[];
  readonly seconds: number;
}

/** What came of one stream. */
export interface Sent {
  /** Answers within the time. */
  readonly answers: number;
  /** Answers that were not what was expected, and one of them. */
  readonly errors: number;
  readonly anError: string | null;
  /** The counts of a `Histogram` of latencies, in microseconds. */
  readonly latencies: readonly number[];
}

export interface Loaded {
  readonly streams: readonly Sent[];
  readonly seconds: number;
  /** Processor time that the load generator itself took. */
  readonly cpuSeconds: number;
}

const prepared = new Map<string, Buffer[]>();
/** How many requests of a stream a server has had, by port and stream: the next load goes on where the last one ended. */
const turns = new Map<string, number>();

process.on("message", async (load: Load) => {
  const answer: Loaded | { failed: string } = await run(load).catch((error: Error) => ({ failed: error.message }));
  process.send?.(answer);
});
process.on("disconnect", () => process.exit());

async function run({ streams, seconds }: Load): Promise<Loaded> {
  const ready = await Promise.all(
    streams.map(async (stream) => ({
      stream,
      requests: requestsOf(stream),
      connections: await Promise.all(Array.from({ length: stream.connections }, () => openConnection(stream.port))),
    })),
  );
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  try {
    const sent = ready.map((each) => send(each, started + seconds * 1000));
    return {
      streams: await Promise.all(sent),
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: total(process.cpuUsage(cpuBefore)) / 1e6,
    };
  } finally {
    for (const { connections } of ready) for (const connection of connections) connection.close();
  }
}

interface Ready {
  readonly stream: Stream;
  readonly requests: readonly Buffer[];
  readonly connections: readonly Connection[];
}

/** Sends a stream until the moment (on the clock of `performance.now`) has come and every answer is there. */
async function send({ stream, requests, connections }: Ready, until: number): Promise<Sent> {
  const latencies = new Histogram();
  const expected = Buffer.from(stream.expect.text);
  let answers = 0;
  let errors = 0;
  let anError: string | null = null;
  const place = `${stream.port} ${nameOf(stream)}`;
  let turn = turns.get(place) ?? 0;
  const next =
    stream.order === "in turn"
      ? () => requests[turn++ % requests.length] as Buffer
      : () => requests[Math.floor(Math.random() * requests.length)] as Buffer;

  /** Sends one request, which came at `since`. Answers when its answer is there. */
  const askOn = (connection: Connection, since: number, answered: (now: number) => void) => {
    connection.ask(next(), ({ status, bytes }) => {
      const now = performance.now();
      latencies.record((now - since) * 1000);
      if (now <= until) answers++;
      if (status !== stream.expect.status || bytes.indexOf(expected) < 0) {
        errors++;
        anError ??= bytes.toString();
      }
      answered(now);
    });
  };
  const broken = Promise.race(connections.map((connection) => connection.broken));
  const { perSecond } = stream;
  const sending =
    perSecond === undefined
      ? Promise.all(connections.map((connection) => keepAsking(connection, until, askOn)))
      : askAtRate(connections, perSecond, until, askOn);
  await Promise.race([sending, broken]);
  turns.set(place, turn);
  return { answers, errors, anError, latencies: latencies.toJSON() };
}

type Ask = (connection: Connection, since: number, answered: (now: number) => void) => void;

/** Sends one request after the other on one connection. */
function keepAsking(connection: Connection, until: number, ask: Ask): Promise<void> {
  return new Promise((resolve) => {
    const again = (now: number) => {
      if (now < until) ask(connection, now, again);
      else resolve();
    };
    ask(connection, performance.now(), again);
  });
}

/** Sends requests at random moments, so many a second. Keeps the processor busy, since no timer is exact enough. */
function askAtRate(connections: readonly Connection[], perSecond: number, until: number, ask: Ask): Promise<void> {
  return new Promise((resolve) => {
    const free = [...connections];
    const come: number[] = [];
    let due = performance.now();
    const serve = () => {
      while (free.length > 0 && come.length > 0) {
        const connection = free.pop() as Connection;
        ask(connection, come.shift() as number, () => {
          free.push(connection);
          serve();
        });
      }
    };
    const tick = () => {
      const now = performance.now();
      while (due <= now && due < until) {
        come.push(due);
        due -= (Math.log(1 - Math.random()) * 1000) / perSecond;
      }
      serve();
      if (due < until || free.length < connections.length) setImmediate(tick);
      else resolve();
    };
    tick();
  });
}

function requestsOf(stream: Stream): readonly Buffer[] {
  const name = nameOf(stream);
  const requests = prepared.get(name) ?? requestBytes(stream);
  prepared.set(name, requests);
  return requests;
}

function nameOf({ requests, keys }: Stream): string {
  return JSON.stringify([requests, keys]);
}

function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}
