import { setTimeout as delay } from "node:timers/promises";
import type { Chance } from "#cli/demo/chance.ts";
import type { Violation } from "#test/torture/check/violation.ts";
import { outcomeOf } from "#test/torture/history/call.ts";
import type { History } from "#test/torture/history/history.ts";
import { drawStep, isFailOver, type StepName, strike } from "#test/torture/nemesis/steps.ts";
import type { Scene } from "#test/torture/scene/scene.ts";

/** How long the nemesis leaves everybody alone between two steps at most, in milliseconds. */
const CALM_MS = 1_500;
/** How many answers a plan of named steps waits for before each: it goes by what is done, not by how fast. */
const ANSWERS_BETWEEN = 60;
/** How long it waits for them at most, in milliseconds. Then the service has not come back. */
const PATIENCE_MS = 90_000;

/** Steps drawn for so many seconds, or these steps, once each. */
export type Plan = { readonly seconds: number } | { readonly steps: readonly StepName[] };

/**
 * Does one thing after the other to the scene, until the plan is carried out or it is told to stop. Answers what did not
 * recover from it.
 * @param watch is told of each step as it begins
 */
export async function attack(
  { scene, history, plan, chance }: { scene: Scene; history: History; plan: Plan; chance: Chance },
  watch: (doing: string) => void,
  stopped: () => boolean,
): Promise<Violation[]> {
  const found: Violation[] = [];
  const report = (promise: string, seen: string) => found.push({ promise, seen, license: null, calls: [] });
  const ends = performance.now() + ("seconds" in plan ? plan.seconds * 1000 : Number.POSITIVE_INFINITY);

  for (let number = 1; !stopped(); number++) {
    const name = "seconds" in plan ? drawStep(chance, scene.pair !== null, number) : plan.steps[number - 1];
    const calm = chance.below(CALM_MS);
    watch("let them work");
    if ("seconds" in plan) await delay(calm);
    else if (!(await answersCome(history, stopped)))
      report("the service comes back", `less than ${ANSWERS_BETWEEN} answers in ${PATIENCE_MS / 1000} s`);
    if (name === undefined || performance.now() > ends || stopped()) break;
    watch(name);
    try {
      await strike(name, scene, chance, history);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report("everything can be started again", `after "${name}": ${reason}`);
      break;
    }
    for (const server of scene.servers)
      if (!(await server.becomesReady()))
        report("every server recovers", `${server.name} was not ready again in time after "${name}"`);
    const { pair } = scene;
    if (pair === null || !isFailOver(name)) continue;
    watch("build a standby");
    await history.during("build a standby", () => pair.buildStandby());
  }
  return found;
}

/** Waits until clients have got their answers again. Answers whether they have in time. */
async function answersCome({ calls }: History, stopped: () => boolean): Promise<boolean> {
  const answers = () => calls.filter((call) => call.ended !== null && outcomeOf(call) === "answered").length;
  const enough = answers() + ANSWERS_BETWEEN;
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await delay(50))
    if (answers() >= enough || stopped()) return true;
  return false;
}
