import type { Violation } from "#test/torture/check/violation.ts";
import { type Action, type Call, HANG_MS } from "#test/torture/history/call.ts";

/** What each call may be answered: status, and code where it has one. Anything may be unavailable for a while. */
const EXPECTED: Readonly<Record<Action, readonly string[]>> = {
  activate: [
    "201",
    "200",
    "403 ACTIVATION_LIMIT_REACHED",
    "403 LICENSE_EXPIRED",
    "403 LICENSE_DEACTIVATED",
    "404 LICENSE_NOT_FOUND",
  ],
  validate: [
    "200 VALID",
    "200 EXPIRED",
    "200 DEACTIVATED",
    "200 NOT_ACTIVATED",
    "404 INVALID_KEY",
    "404 INSTANCE_NOT_FOUND",
  ],
  deactivate: ["200", "404 LICENSE_NOT_FOUND", "404 INSTANCE_NOT_FOUND"],
  order: ["201"],
  look: ["200"],
  edit: ["200", "403 LICENSE_DEACTIVATED"],
  regenerate: ["200", "403 LICENSE_DEACTIVATED"],
  end: ["200"],
  revoke: ["204", "404 INSTANCE_NOT_FOUND"],
};
const UNAVAILABLE = "503 UNAVAILABLE";

/** Every call is answered in time, with something that it may be answered. */
export function checkStatuses(calls: readonly Call[]): Violation[] {
  return calls.flatMap((call) => {
    const { action, answer, license, begun, ended } = call;
    if (ended === null || ended - begun >= HANG_MS)
      return [violation("no call hangs", `no answer within ${HANG_MS / 1000} s`)];
    if (answer === null) return [];
    const told = `${answer.status} ${answer.code}`.trim();
    if (told === UNAVAILABLE || EXPECTED[action].includes(told)) return [];
    return [violation("every answer is one of those expected", `${action} was answered ${told}: ${answer.detail}`)];

    function violation(promise: string, seen: string): Violation {
      return { promise, seen, license: license || null, calls: [call] };
    }
  });
}
