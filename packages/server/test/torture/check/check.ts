import { checkAnswers } from "#test/torture/check/answers.ts";
import { findCauses } from "#test/torture/check/causes.ts";
import {
  checkAnswered,
  checkDoubles,
  checkEndings,
  checkOrders,
  checkRowsOfLicense,
} from "#test/torture/check/final.ts";
import type { Rows } from "#test/torture/check/rows.ts";
import { checkStatuses } from "#test/torture/check/statuses.ts";
import { tell } from "#test/torture/check/story.ts";
import type { Violation } from "#test/torture/check/violation.ts";
import type { Call, Fault } from "#test/torture/history/call.ts";

/** What the checker knows of a run. */
export interface Evidence {
  readonly calls: readonly Call[];
  readonly faults: readonly Fault[];
  /** What their times count from, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly rows: Rows;
}

/** Everything that a run shows to be broken. Looks at nothing but the evidence. */
export function check({ calls, faults, startedAt, rows }: Evidence): Violation[] {
  const activations = new Map(rows.activations.map((row) => [row.id, row]));
  const rowsOf = Map.groupBy(rows.activations, ({ licenseId }) => licenseId);
  const eventsOf = Map.groupBy(rows.events, ({ licenseId }) => licenseId);
  const callsOf = Map.groupBy(calls, ({ license }) => license);
  const violations = [...checkStatuses(calls), ...checkDoubles(rows, calls), ...checkOrders(rows, calls)];

  for (const license of rows.licenses) {
    const own = callsOf.get(license.id) ?? [];
    const events = (eventsOf.get(license.id) ?? []).filter(({ type }) => type !== "order.placed");
    const story = tell(license, events, activations);
    const ownRows = rowsOf.get(license.id) ?? [];
    violations.push(...checkAnswered(license.id, own, activations));
    if (story.fault !== null) {
      // What follows would only repeat it in other words.
      violations.push({ promise: promiseIn(story.fault), seen: story.fault, license: license.id, calls: [] });
      continue;
    }
    const { causes, violations: uncaused } = findCauses(story, own, calls, activations, startedAt);
    violations.push(
      ...uncaused,
      ...checkRowsOfLicense(story, ownRows),
      ...checkEndings(story, ownRows),
      ...checkAnswers(story, causes, own, activations, faults, startedAt),
    );
  }
  return violations;
}

function promiseIn(fault: string): string {
  if (fault.includes("and the limit is")) return "never more activations in use than the limit";
  return fault.includes("a second activation") ? "one fingerprint has one activation in use" : "events are complete";
}
