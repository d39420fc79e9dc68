import type { ActivationRow, EventRow } from "#test/torture/check/rows.ts";
import type { Story } from "#test/torture/check/story.ts";
import type { Violation } from "#test/torture/check/violation.ts";
import { type Action, type Call, outcomeOf } from "#test/torture/history/call.ts";
import { callNamed } from "#test/torture/history/history.ts";

/** Which call caused each event of a story; by the event's place in it. */
export type Causes = ReadonlyMap<number, Call>;

/** The events that are told apart by what they record, and the action that causes each. */
const ACTIONS: Readonly<Record<string, Action>> = {
  "activation.created": "activate",
  "activation.denied": "activate",
  "activation.deactivated": "deactivate",
  "activation.revoked": "revoke",
  "license.edited": "edit",
  "license.regenerated": "regenerate",
  "license.deactivated": "end",
};

/**
 * Finds the call behind each event, and the event behind each call that was answered with a change: one for one. An event
 * without a call came from nowhere, and a change without an event is not on record.
 * @param calls those about the license, in the order in which they began
 * @param startedAt what the calls' times count from, in milliseconds since 1970
 */
export function findCauses(
  story: Story,
  calls: readonly Call[],
  allCalls: readonly Call[],
  activations: ReadonlyMap<string, ActivationRow>,
  startedAt: number,
): { causes: Causes; violations: Violation[] } {
  const causes = new Map<number, Call>();
  const taken = new Set<Call>();
  const violations: Violation[] = [];
  const report = (promise: string, seen: string, ...shown: Call[]) =>
    violations.push({ promise, seen, license: story.license.id, calls: shown });

  for (const [index, event] of story.events.entries()) {
    const call = causeOf(event, index);
    if (call === undefined) {
      const told = `${event.type} (${event.id}, ${JSON.stringify(event.data)})`;
      report("every event has its cause", `no call can have caused ${told}`);
      continue;
    }
    causes.set(index, call);
    taken.add(call);
  }
  for (const call of calls) {
    if (isChange(call) && !taken.has(call) && !endedByAnother(call))
      report("every answered change is on record", "no event records what this call was answered", call);
  }
  return { causes, violations };

  function causeOf(event: EventRow, index: number): Call | undefined {
    const action = ACTIONS[event.type];
    const isNew = (call: Call | null): call is Call =>
      call !== null &&
      call.action === action &&
      call.license === story.license.id &&
      !taken.has(call) &&
      outcomeOf(call) !== "unchanged";
    if (action === "activate") {
      const name =
        event.type === "activation.created" ? activations.get(event.activationId ?? "")?.name : event.data.name;
      const call = callNamed(allCalls, name ?? null);
      return isNew(call) && fits(call, event, index) ? call : undefined;
    }
    const possible = calls.filter((call) => isNew(call) && fits(call, event, index));
    // Who was answered comes first; of the others, the first that had begun when it happened.
    return possible.find((call) => outcomeOf(call) === "answered") ?? possible[0];
  }

  function fits({ asked, answer, begun }: Call, event: EventRow, index: number): boolean {
    const revision = story.states[index + 1]?.revision;
    if (startedAt + begun > event.at + 1) return false;
    if (answer !== null && answer.status < 500) {
      switch (event.type) {
        case "activation.created":
          return answer.status === 201 && answer.instanceId === event.activationId;
        case "activation.denied":
          return answer.status === 403 && answer.code === event.data.code;
        case "activation.deactivated":
          return answer.status === 200 && asked.instanceId === event.activationId;
        case "activation.revoked":
          return answer.status === 204 && asked.instanceId === event.activationId;
        case "license.edited":
          if (answer.status !== 200 || event.data.expiresOn?.to !== asked.expiresOn) return false;
          return answer.revision === revision;
        default:
          return answer.status === 200 && answer.revision === revision;
      }
    }
    switch (event.type) {
      case "activation.deactivated":
      case "activation.revoked":
        return asked.instanceId === event.activationId;
      case "license.edited":
        return event.data.expiresOn?.to === asked.expiresOn;
      default:
        return true;
    }
  }

  /** Ending a license again changes nothing, and is answered all the same. */
  function endedByAnother({ action, answer }: Call): boolean {
    if (action !== "end") return false;
    const index = story.events.findIndex(({ type }) => type === "license.deactivated");
    return index !== -1 && answer?.revision === story.states[index + 1]?.revision;
  }
}

/** Whether a call was answered that something was changed, or put on record. */
function isChange({ action, answer }: Call): boolean {
  if (answer === null) return false;
  const { status } = answer;
  switch (action) {
    case "activate":
      return status === 201 || status === 403;
    case "deactivate":
    case "edit":
    case "regenerate":
    case "end":
      return status === 200;
    case "revoke":
      return status === 204;
    default:
      return false;
  }
}
