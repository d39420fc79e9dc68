import { setTimeout as delay } from "node:timers/promises";
import type { Chance } from "#cli/demo/chance.ts";
import type { History } from "#test/torture/history/history.ts";
import type { Weather } from "#test/torture/scene/door.ts";
import type { ReplicatedPair } from "#test/torture/scene/replicated-pair.ts";
import type { Scene } from "#test/torture/scene/scene.ts";
import type { Server } from "#test/torture/scene/server.ts";

/** What a step works on: which server, and how hard, are drawn before it begins. */
interface Blow {
  readonly scene: Scene;
  readonly server: Server;
  /** From 0 up to 1: how long, within the bounds of the step. */
  readonly force: number;
}

interface Step {
  /** How often it is drawn, beside the others; 0 = when its turn comes. */
  readonly weight: number;
  readonly needsPair?: boolean;
  /** Whether it promotes a standby that others have already seen more than. */
  readonly losesSight?: boolean;
  readonly strike: (blow: Blow) => Promise<void>;
}

/** Everything that the nemesis can do. Each step ends with everything running and the network clear. */
const STEPS = {
  "kill a server": {
    weight: 6,
    async strike({ server, force }) {
      await server.kill();
      await delay(500 * force);
      await server.start();
    },
  },
  "kill every server": {
    weight: 2,
    async strike({ scene: { servers } }) {
      await Promise.all(servers.map((server) => server.kill()));
      await Promise.all(servers.map((server) => server.start()));
    },
  },
  "stop a server": {
    weight: 2,
    async strike({ server }) {
      await server.terminate();
      await server.start();
    },
  },
  "pause a server": {
    weight: 3,
    async strike({ server, force }) {
      server.pause();
      await delay(200 + 3_000 * force);
      server.goOn();
    },
  },
  "pause a server for long": {
    weight: 1,
    async strike({ server }) {
      server.pause();
      await delay(12_000);
      server.goOn();
    },
  },
  "end all sessions": {
    weight: 3,
    needsPair: true,
    strike: ({ scene }) => pairOf(scene).endSessions(),
  },
  "cut a server off for a moment": {
    weight: 3,
    needsPair: true,
    async strike({ scene, server }) {
      pairOf(scene).cut(server.number);
    },
  },
  "lose answers of the database": {
    weight: 5,
    needsPair: true,
    strike: ({ scene, force }) => during(pairOf(scene), "all", { kind: "answers lost" }, 5 + 300 * force),
  },
  "slow the network": {
    weight: 1,
    needsPair: true,
    strike: ({ scene, force }) => during(pairOf(scene), "all", { kind: "slow", ms: 5 + 60 * force }, 2_000),
  },
  "stall a server's network": {
    weight: 1,
    needsPair: true,
    strike: ({ scene, server, force }) =>
      during(pairOf(scene), server.number, { kind: "stalled" }, 500 + 4_000 * force),
  },
  "leave a server in the dark": {
    weight: 2,
    needsPair: true,
    strike: ({ scene, server, force }) =>
      during(pairOf(scene), server.number, { kind: "dark" }, 1_000 + 14_000 * force),
  },
  "stall the replication": {
    weight: 1,
    needsPair: true,
    async strike({ scene, force }) {
      const pair = pairOf(scene);
      pair.replicationWeather = { kind: "stalled" };
      await delay(500 + 4_000 * force);
      pair.replicationWeather = { kind: "clear" };
    },
  },
  "kill the primary": {
    weight: 0,
    needsPair: true,
    strike: ({ scene }) => pairOf(scene).failOver(),
  },
  "kill the primary and a server": {
    weight: 0,
    needsPair: true,
    async strike({ scene, server }) {
      await Promise.all([pairOf(scene).failOver(), server.kill()]);
      await server.start();
    },
  },
  "kill a primary whose standby lags": {
    weight: 0,
    needsPair: true,
    losesSight: true,
    async strike({ scene, force }) {
      const pair = pairOf(scene);
      pair.replicationWeather = { kind: "stalled" };
      await delay(200);
      // Ends the waiting of commits for the standby, so that others see what will be lost.
      await pair.endSessions();
      await delay(50 + 400 * force);
      await pair.failOver();
    },
  },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;

/** Which step in a run of many is a fail-over: a standby must be built between two. */
const FAIL_OVER_EVERY = 6;
const FAIL_OVERS = ["kill the primary", "kill a primary whose standby lags", "kill the primary and a server"] as const;

/** The steps of a run without end, as a seed has it. @param number counts from 1 */
export function drawStep(chance: Chance, hasPair: boolean, number: number): StepName {
  const names = Object.keys(STEPS) as StepName[];
  const drawn = names.flatMap((name) => {
    const { weight, needsPair = false }: Step = STEPS[name];
    return needsPair && !hasPair ? [] : Array.from({ length: weight }, () => name);
  });
  const step = chance.pick(drawn);
  const turn = number / FAIL_OVER_EVERY;
  return hasPair && Number.isInteger(turn) ? (FAIL_OVERS[(turn - 1) % FAIL_OVERS.length] ?? step) : step;
}

export function isFailOver(name: StepName): boolean {
  return FAIL_OVERS.some((failOver) => failOver === name);
}

/** Does one step, from the draw of its victim until everything runs again. */
export async function strike(name: StepName, scene: Scene, chance: Chance, history: History): Promise<void> {
  const server = chance.pick(scene.servers);
  const force = chance.next();
  const { losesSight = false, strike }: Step = STEPS[name];
  await history.during(name, () => strike({ scene, server, force }), losesSight);
}

async function during(pair: ReplicatedPair, who: number | "all", weather: Weather, ms: number): Promise<void> {
  pair.weather(who, weather);
  await delay(ms);
  pair.weather(who, { kind: "clear" });
}

function pairOf({ pair }: Scene): ReplicatedPair {
  if (pair === null) throw new Error("this step needs PostgreSQL");
  return pair;
}
