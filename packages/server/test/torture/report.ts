import type { Violation } from "#test/torture/check/violation.ts";
import { type Action, type Call, outcomeOf } from "#test/torture/history/call.ts";
import type { History } from "#test/torture/history/history.ts";
import type { Run } from "#test/torture/run.ts";

/** How many violations are told in full; the first ones explain the others. */
const TOLD = 10;

/** What a run did and found, for people. */
export function reportOf({ history, violations, stops, troubles }: Run): string {
  return [
    ...callLines(history.calls),
    "",
    ...faultLines(history),
    "",
    `Longest time in which no server answered a validation: ${seconds(longestSilence(history.calls, READS))}.`,
    `Longest time in which no server answered a change: ${seconds(longestSilence(history.calls, CHANGES))}.`,
    `Longest call: ${seconds(Math.max(0, ...history.calls.map(({ begun, ended }) => (ended ?? begun) - begun)))}.`,
    `Slowest to stop when asked: ${seconds(Math.max(0, ...stops))}.`,
    ...[...troubles]
      .sort(([, one], [, other]) => other - one)
      .slice(0, TOLD)
      .map(([what, times]) => `Logged ${times} ×: ${what}`),
    "",
    ...violationLines(violations, history),
  ].join("\n");
}

/** A table: a line for each kind of call, a column for each kind of end. */
function callLines(calls: readonly Call[]): string[] {
  const ends = (call: Call): string => {
    if (call.answer !== null)
      return `${call.answer.status} ${call.answer.code}`.trim() + (outcomeOf(call) === "unknown" ? " (open)" : "");
    return outcomeOf(call) === "unknown" ? "no answer" : "nobody there";
  };
  const lines = [`${calls.length} calls:`];
  for (const [action, own] of Map.groupBy(calls, (call) => call.action)) {
    const counts = [...Map.groupBy(own, ends)].map(([end, { length }]) => `${end}: ${length}`).sort();
    lines.push(`  ${action.padEnd(10)} ${String(own.length).padStart(7)}   ${counts.join(", ")}`);
  }
  return lines;
}

function faultLines({ faults }: History): string[] {
  const lines = [...Map.groupBy(faults, ({ what }) => what)].map(
    ([what, { length }]) => `  ${String(length).padStart(3)} × ${what}`,
  );
  return [`${faults.length} steps of the nemesis:`, ...lines];
}

function violationLines(violations: readonly Violation[], history: History): string[] {
  if (violations.length === 0) return ["No violation."];
  const lines = [`${violations.length} VIOLATIONS:`];
  for (const [promise, own] of Map.groupBy(violations, (violation) => violation.promise))
    lines.push(`  ${own.length} × ${promise}`);
  for (const { promise, seen, license, calls } of violations.slice(0, TOLD)) {
    lines.push("", `${promise}: ${seen}${license === null ? "" : ` (license ${license})`}`);
    lines.push(...calls.map((call) => `  ${callLine(call)}`));
  }
  const license = violations.find((violation) => violation.license !== null)?.license;
  if (license == null) return lines;
  lines.push("", `All calls about license ${license}, and what was done meanwhile:`);
  const told = history.calls
    .filter((call) => call.license === license)
    .map((call) => [call.begun, callLine(call)] as const);
  const done = history.faults.map(({ what, begun, ended }) => [begun, `${span(begun, ended)} ***** ${what}`] as const);
  lines.push(...[...told, ...done].sort(([one], [other]) => one - other).map(([, line]) => `  ${line}`));
  return lines;
}

function callLine({ id, begun, ended, actor, process, action, asked, answer, silence }: Call): string {
  return `${span(begun, ended)} call ${id}, ${actor} → ${process}: ${action} ${JSON.stringify(asked)} → ${answer === null ? (silence ?? "runs") : JSON.stringify(answer)}`;
}

function span(begun: number, ended: number | null): string {
  return `${(begun / 1000).toFixed(3)} – ${ended === null ? "" : (ended / 1000).toFixed(3)}`;
}

const READS: readonly Action[] = ["validate"];
const CHANGES: readonly Action[] = ["activate", "deactivate", "order", "edit", "regenerate", "end", "revoke"];

/** The longest time in which none of these calls was answered by anybody, in milliseconds. */
function longestSilence(calls: readonly Call[], actions: readonly Action[]): number {
  const answered = calls
    .filter(({ action, answer }) => actions.includes(action) && answer !== null && answer.status < 500)
    .map(({ ended }) => ended ?? 0)
    .sort((one, other) => one - other);
  return answered.reduce((longest, at, index) => Math.max(longest, at - (answered[index - 1] ?? at)), 0);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
