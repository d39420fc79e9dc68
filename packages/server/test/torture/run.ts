import { NEMESIS, startActors, stream } from "#test/torture/actors/actors.ts";
import { Line } from "#test/torture/actors/line.ts";
import { probe } from "#test/torture/actors/probe.ts";
import { Shop } from "#test/torture/actors/shop.ts";
import { check } from "#test/torture/check/check.ts";
import { readRows } from "#test/torture/check/rows.ts";
import type { Violation } from "#test/torture/check/violation.ts";
import { History } from "#test/torture/history/history.ts";
import { attack, type Plan } from "#test/torture/nemesis/attack.ts";
import { type Engine, type Scene, setScene } from "#test/torture/scene/scene.ts";
import type { Server } from "#test/torture/scene/server.ts";

const LICENSES = 6;

export interface RunOptions {
  readonly engine: Engine;
  readonly seed: number;
  readonly nemesis: Plan;
  /** Where the history goes as JSON lines; null = nowhere. */
  readonly file: string | null;
}

export interface Run {
  readonly history: History;
  readonly violations: readonly Violation[];
  /** How long servers took to stop when they were asked to, in milliseconds. */
  readonly stops: readonly number[];
  /** What the servers have logged, and how often. */
  readonly troubles: ReadonlyMap<string, number>;
}

/**
 * Tortures an installation and checks what came of it. Leaves nothing behind, also when it fails or is interrupted.
 * @param watch is told of each step as it begins
 */
export async function torture(
  { engine, seed, nemesis, file }: RunOptions,
  watch: (history: History, doing: string) => void = () => undefined,
  interrupted: AbortSignal = new AbortController().signal,
): Promise<Run> {
  const history = new History(file);
  watch(history, "set the scene");
  const scene = await setScene(engine);
  try {
    const shop = new Shop(LICENSES);
    const planId = await makePlan(scene);
    const lineOf = (actor: string) => new Line(actor, history, scene.token, planId);
    const { servers } = scene;
    let isOver = false;
    const stopped = () => isOver || interrupted.aborted;
    const acting = startActors({ seed, shop, servers, lineOf }, stopped);
    const attacking = attack(
      { scene, history, plan: nemesis, chance: stream(seed, NEMESIS) },
      (doing) => watch(history, doing),
      stopped,
    );
    try {
      // An actor that fails is a fault of ours, and must not be found only at the end.
      await Promise.race([attacking, acting]);
    } finally {
      isOver = true;
      watch(history, "wait for the last answers");
      await Promise.allSettled([attacking, acting]);
    }
    await acting;
    const found = await attacking;
    watch(history, "ask once more");
    await probe(lineOf("probe"), shop, servers);
    const stops = await stopAll(servers, found);
    history.flush();
    watch(history, "check");
    const { calls, faults, startedAt } = history;
    found.push(...check({ calls, faults, startedAt, rows: await readRows(scene.settings()) }));
    return { history, violations: found, stops, troubles: troublesOf(servers) };
  } finally {
    history.flush();
    await scene.remove();
  }
}

async function stopAll(servers: readonly Server[], found: Violation[]): Promise<number[]> {
  const took = await Promise.all(servers.map(async (server) => [server, await server.terminate()] as const));
  return took.flatMap(([{ name }, ms]) => {
    if (ms !== null) return [ms];
    found.push({ promise: "a server stops when asked", seen: `${name} had to be killed`, license: null, calls: [] });
    return [];
  });
}

function troublesOf(servers: readonly Server[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const { troubles } of servers)
    for (const [trouble, times] of troubles) all.set(trouble, (all.get(trouble) ?? 0) + times);
  return all;
}

async function makePlan({ servers, token }: Scene): Promise<string> {
  const post = async (path: string, body: object): Promise<string> => {
    const response = await fetch(`${servers[0]?.url}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const made = (await response.json()) as { id: string };
    if (response.status !== 201) throw new Error(`not made: ${JSON.stringify(made)}`);
    return made.id;
  };
  const productId = await post("/products", { name: "Tortured" });
  return post(`/products/${productId}/plans`, { name: "Plan", license: { enabled: true, activationLimit: 3 } });
}
