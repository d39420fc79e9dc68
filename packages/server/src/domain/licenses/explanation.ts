import { VERDICTS } from "@keywright/contract/codes";
import type { EXPLAINED_CHECKS } from "@keywright/contract/management-api/licenses";
import { type HistoryEvent, licenseAfter } from "#domain/licenses/history.ts";
import type { License } from "#domain/licenses/license.ts";
import { expiresAt, graceEndsAt } from "#domain/licenses/terms.ts";
import { type Verdict, verdict } from "#domain/licenses/verdict.ts";
import { spellMoment } from "#domain/spell-moment.ts";

/** One thing that was looked at, and what was found, with who made it so and when. */
interface Finding {
  readonly check: (typeof EXPLAINED_CHECKS)[number];
  /** Whether it lets the license be used. Devices never stop those in use, only new ones. */
  readonly passed: boolean;
  readonly text: string;
}

/** Why a license is valid, or is not, at a moment. */
export interface Explanation {
  readonly at: Temporal.Instant;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What would change a no, or is to be done about a yes. */
  readonly mend: string;
}

/**
 * Explains the answer that a validation of the license's key gets at a moment, past or to come, in the order of the checks.
 * @param today the license as it is
 * @param history its whole record, the oldest first
 */
export function explain(today: License, history: readonly HistoryEvent[], at: Temporal.Instant): Explanation {
  const until = history.filter((event) => Temporal.Instant.compare(event.at, at) <= 0);
  const license = licenseAfter(today, until);
  const answer = verdict({ license, product: null, device: { named: "not" } }, at);
  return {
    at,
    verdict: answer,
    findings: license === null ? [unissued(history)] : findingsOf(license, until, history, at),
    mend: license === null ? "There was no such license yet." : VERDICTS[answer.code].mend,
  };
}

function unissued(history: readonly HistoryEvent[]): Finding {
  const issued = history.find(({ type }) => type === "license.issued");
  const text = issued === undefined ? "Its issue is not on record." : `Not issued yet: that was ${told(issued)}.`;
  return { check: "issue", passed: false, text };
}

function findingsOf(
  license: License,
  until: readonly HistoryEvent[],
  history: readonly HistoryEvent[],
  at: Temporal.Instant,
): Finding[] {
  return [
    { check: "issue", passed: true, text: `Issued ${told(until[0])}.` },
    keyFinding(until, history),
    deactivationFinding(license, until),
    suspensionFinding(license, until),
    expiryFinding(license, until, at),
    devicesFinding(license),
  ];
}

/** Which key it is that the answer holds for: a key that was replaced is nobody's. */
function keyFinding(until: readonly HistoryEvent[], history: readonly HistoryEvent[]): Finding {
  const isNewKey = ({ type }: HistoryEvent) => type === "license.regenerated";
  const [last, next] = [until.findLast(isNewKey), history.slice(until.length).find(isNewKey)];
  const before = last === undefined ? "Its first key was in force" : `Its key replaced an older one ${told(last)}`;
  const then = next === undefined ? "and still is" : `until it was replaced in turn ${told(next)}`;
  return { check: "key", passed: true, text: `${before}, ${then}.` };
}

function deactivationFinding({ deactivatedAt }: License, until: readonly HistoryEvent[]): Finding {
  const ended = until.find(({ type }) => type === "license.deactivated");
  return deactivatedAt === null
    ? { check: "deactivation", passed: true, text: "Not deactivated." }
    : { check: "deactivation", passed: false, text: `Deactivated for ever ${told(ended)}.` };
}

function suspensionFinding({ suspendedAt }: License, until: readonly HistoryEvent[]): Finding {
  const held = until.findLast(({ type }) => type === "license.suspended");
  if (suspendedAt !== null) {
    const reason = typeof held?.data.reason === "string" ? `: ${held.data.reason}` : "";
    return { check: "suspension", passed: false, text: `Suspended ${told(held)}${reason}.` };
  }
  const restored = until.findLast(({ type }) => type === "license.restored");
  const text = restored === undefined ? "Not suspended." : `Suspended before, and restored ${told(restored)}.`;
  return { check: "suspension", passed: true, text };
}

function expiryFinding(license: License, until: readonly HistoryEvent[], at: Temporal.Instant): Finding {
  const { expiry } = license;
  const moved = until.findLast(({ type, data }) => type === "license.edited" && "expiresOn" in data);
  const why = moved === undefined ? "as the plan said when it was sold" : `as it was set ${told(moved)}`;
  if (expiry.kind === "never") return { check: "expiry", passed: true, text: `Never expires, ${why}.` };
  if (expiry.kind === "after_first_activation") {
    const { value, unit } = expiry.duration;
    return {
      check: "expiry",
      passed: true,
      text: `Its ${value} ${value === 1 ? unit.slice(0, -1) : unit} begin with the first activation, and there was none.`,
    };
  }
  const [end, graceEnd] = [expiresAt(expiry), graceEndsAt(license)];
  if (end === null || graceEnd === null) throw new Error("an expiry with a date has none");
  const isPast = (moment: Temporal.Instant) => Temporal.Instant.compare(moment, at) <= 0;
  const grace = license.graceDays === 0 ? "without grace" : `with grace until ${spellMoment(graceEnd)}`;
  const text = `${isPast(end) ? "Expired" : "Expires"} on ${spellMoment(end)}, ${why}, ${grace}.`;
  return { check: "expiry", passed: !(isPast(end) && isPast(graceEnd)), text };
}

function devicesFinding({ activationLimit, activationUsage }: License): Finding {
  const inUse = `${activationUsage} of ${activationLimit ?? "any number of"} devices in use`;
  if (activationLimit === null || activationUsage < activationLimit)
    return { check: "devices", passed: true, text: `${inUse}: there is room for another.` };
  return { check: "devices", passed: false, text: `${inUse}: another is refused unless one of them gives way.` };
}

function told(event: HistoryEvent | undefined): string {
  return event === undefined ? "at a time that is not on record" : `on ${spellMoment(event.at)} by ${event.by}`;
}
