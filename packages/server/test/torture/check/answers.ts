import type { Causes } from "#test/torture/check/causes.ts";
import type { ActivationRow } from "#test/torture/check/rows.ts";
import { isExpired, type State } from "#test/torture/check/state.ts";
import type { Story } from "#test/torture/check/story.ts";
import type { Violation } from "#test/torture/check/violation.ts";
import { type Call, endOf, type Fault } from "#test/torture/history/call.ts";

const KEY_ENDING = 5;
const NO_OLD_KEY = "no key and no device works after the answer that ended it";

/**
 * Compares the story with the answers, by their times: what was answered must be true to whoever asks afterwards, and
 * each answer must have been right at some moment between the call and its answer (strict serializability, license by
 * license).
 */
export function checkAnswers(
  story: Story,
  causes: Causes,
  calls: readonly Call[],
  activations: ReadonlyMap<string, ActivationRow>,
  faults: readonly Fault[],
  startedAt: number,
): Violation[] {
  const license = story.license.id;
  const violations: Violation[] = [];
  const callsByName = new Map(calls.map((call) => [call.asked.name ?? "", call]));
  const begun = story.events.map((_, index) => causes.get(index)?.begun ?? 0);
  const ended = story.events.map((_, index) => {
    const cause = causes.get(index);
    return cause === undefined ? Number.POSITIVE_INFINITY : endOf(cause);
  });

  // In the story's order, nothing may come before what was answered before it was asked for.
  let earliest: { index: number; end: number } = { index: -1, end: Number.POSITIVE_INFINITY };
  for (let index = story.events.length - 1; index >= 0; index--) {
    const cause = causes.get(index);
    if (cause !== undefined && cause.begun > earliest.end) {
      const before = causes.get(earliest.index) as Call;
      const seen = `${story.events[index]?.type} is on record before ${story.events[earliest.index]?.type}, which was answered before the former was asked for`;
      violations.push({ promise: "the record is in the order of events", seen, license, calls: [cause, before] });
    }
    const end = ended[index] as number;
    if (end < earliest.end) earliest = { index, end };
  }

  for (const [index, { type }] of story.events.entries()) {
    const cause = causes.get(index);
    if (cause?.asked.licenseKey === undefined || opens(cause.asked, story.states[index] as State)) continue;
    violations.push({ promise: NO_OLD_KEY, seen: `${type} was done with a former key`, license, calls: [cause] });
  }

  for (const call of calls) {
    const { answer } = call;
    if (answer === null || call.ended === null || answer.status >= 500 || sawWhatWasLost(call)) continue;
    const states = statesDuring(call.begun, call.ended);
    if (isRight(call, states)) continue;
    const seen = `${call.action} was answered ${answer.status} ${answer.code}, and at no moment meanwhile was that right`;
    violations.push({ promise: promiseOf(call), seen, license, calls: [call] });
  }
  return violations;

  /** The states in which the license can have been between two moments. */
  function statesDuring(from: number, to: number): readonly State[] {
    let first = 0;
    for (let index = ended.length - 1; index >= 0; index--) {
      if ((ended[index] as number) < from) {
        first = index + 1;
        break;
      }
    }
    let last = first;
    while (last < begun.length && canHaveBegun(last, to)) last++;
    return story.states.slice(first, last + 1);
  }

  /** An event can have happened by then when its own call had begun, and those of all events before it. */
  function canHaveBegun(index: number, by: number): boolean {
    return (begun[index] as number) <= by;
  }

  /** Whether the call may have been answered from commits that the standby never got. */
  function sawWhatWasLost(call: Call): boolean {
    return faults.some(
      ({ lostSight, begun: from, ended: to }) =>
        lostSight && call.begun <= (to ?? Number.POSITIVE_INFINITY) && (call.ended ?? 0) >= from,
    );
  }

  function isRight(call: Call, states: readonly State[]): boolean {
    const { action, asked, answer } = call;
    if (answer === null) return true;
    switch (action) {
      case "validate":
        return validates(call, states);
      case "look":
        return states.some((state) => isLookOf(state, call));
      case "activate":
        if (answer.status === 200) return states.some((state) => mayHave(call, state));
        return answer.status !== 404 || states.some((state) => !opens(asked, state));
      case "deactivate":
        return answer.status !== 404 || states.some((state) => !opens(asked, state) || !uses(state, asked.instanceId));
      case "revoke":
        return answer.status !== 404 || states.some((state) => !uses(state, asked.instanceId));
      default:
        return answer.code !== "LICENSE_DEACTIVATED" || states.some(({ isEnded }) => isEnded);
    }
  }

  /** A validation reads the license first and its device afterwards, and a change may come between. */
  function validates(call: Call, states: readonly State[]): boolean {
    const at = startedAt + (call.ended ?? 0);
    return states.some((state, index) => {
      const found = licenseVerdict(call, state, at);
      if (found !== null) return found === call.answer?.code;
      return states.slice(index).some((later) => deviceVerdict(call, later) === call.answer?.code);
    });
  }

  /** An activation that was there already: this device's own, or the one that this very call made before. */
  function mayHave({ asked, answer }: Call, state: State): boolean {
    if (!opens(asked, state) || state.isEnded) return false;
    const id = answer?.instanceId ?? "";
    const madeBy = callsByName.get(activations.get(id)?.name ?? "");
    if (asked.idempotencyKey !== undefined && madeBy?.asked.idempotencyKey === asked.idempotencyKey) return true;
    return asked.fingerprint !== undefined && state.inUse.get(id) === asked.fingerprint;
  }
}

/** What is said for the license's own sake; null when it depends on the device. */
function licenseVerdict({ asked }: Call, state: State, at: number): string | null {
  if (!opens(asked, state)) return "INVALID_KEY";
  if (state.isEnded) return "DEACTIVATED";
  return isExpired(state, at) ? "EXPIRED" : null;
}

function deviceVerdict({ asked: { instanceId, fingerprint } }: Call, state: State): string {
  if (instanceId !== undefined) return uses(state, instanceId) ? "VALID" : "INSTANCE_NOT_FOUND";
  if (fingerprint === undefined) return "VALID";
  return [...state.inUse.values()].includes(fingerprint) ? "VALID" : "NOT_ACTIVATED";
}

function isLookOf(state: State, { answer }: Call): boolean {
  return (
    answer?.status === 200 &&
    answer.activationUsage === state.inUse.size &&
    answer.activationLimit === state.limit &&
    answer.revision === state.revision &&
    answer.enabled === !state.isEnded &&
    sameMoment(answer.expiresOn ?? null, state.expiresOn) &&
    opens(answer, state)
  );
}

/** Whether a key is the license's own. Told by its end: that of two keys of one license is hardly ever the same. */
function opens({ licenseKey = "" }: { readonly licenseKey?: string }, { keyEnding }: State): boolean {
  return licenseKey.slice(-KEY_ENDING) === keyEnding;
}

function uses({ inUse }: State, instanceId: string | undefined): boolean {
  return instanceId !== undefined && inUse.has(instanceId);
}

function sameMoment(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && Date.parse(one) === Date.parse(other));
}

function promiseOf({ action, answer }: Call): string {
  return action === "validate" && answer?.code === "VALID"
    ? NO_OLD_KEY
    : "every answer was right at some moment of its call";
}
