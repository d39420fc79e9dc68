import type { ActivationRow, OrderRow, Rows } from "#test/torture/check/rows.ts";
import type { Story } from "#test/torture/check/story.ts";
import type { Violation } from "#test/torture/check/violation.ts";
import { type Call, outcomeOf } from "#test/torture/history/call.ts";
import { callNamed } from "#test/torture/history/history.ts";

const IN_USE = "in use";

/** Compares a license's rows with what its story says that they must be. */
export function checkRowsOfLicense(story: Story, rows: readonly ActivationRow[]): Violation[] {
  const { license } = story;
  const last = story.states.at(-1);
  if (last === undefined) return [];
  const inUse = rows.filter(({ endedAt }) => endedAt === null);
  const faults = [
    [
      "counters equal rows",
      license.activationUsage === inUse.length,
      `counts ${license.activationUsage} activations in use, and ${inUse.length} rows are`,
    ],
    [
      "events are complete",
      sameIds(inUse, last.inUse),
      `has other activations in use (${ids(inUse)}) than the record says (${[...last.inUse.keys()]})`,
    ],
    [
      "events are complete",
      license.activationLimit === last.limit,
      `has a limit of ${license.activationLimit}, and the record says ${last.limit}`,
    ],
    [
      "events are complete",
      license.expiresAt === momentOf(last.expiresOn),
      `expires at ${license.expiresAt}, and the record says ${last.expiresOn}`,
    ],
    [
      "events are complete",
      (license.deactivatedAt !== null) === last.isEnded,
      `is ended: ${license.deactivatedAt !== null}, and the record says ${last.isEnded}`,
    ],
    [
      "events are complete",
      license.revision === last.revision,
      `has been changed ${license.revision - 1} times, and the record tells of ${last.revision - 1}`,
    ],
  ] as const;
  return faults.flatMap(([promise, isKept, what]) =>
    isKept ? [] : [{ promise, seen: `the license ${what}`, license: license.id, calls: [] }],
  );
}

/** Every activation that somebody was told of is there, and belongs to the license that it was told for. */
export function checkAnswered(
  license: string,
  calls: readonly Call[],
  rows: ReadonlyMap<string, ActivationRow>,
): Violation[] {
  return calls.flatMap((call) => {
    const { action, answer } = call;
    if (action !== "activate" || answer === null || answer.status > 201) return [];
    const row = rows.get(answer.instanceId ?? "");
    if (row?.licenseId === license) return [];
    const seen = row === undefined ? `there is no activation ${answer.instanceId}` : "it belongs to another license";
    return [{ promise: "no answered activation is lost", seen, license, calls: [call] }];
  });
}

/** Every activation is in use, or has ended in the way and at the moment that is on record. */
export function checkEndings(story: Story, rows: readonly ActivationRow[]): Violation[] {
  const recorded = new Map<string, string>();
  for (const [index, { type, activationId, at }] of story.events.entries()) {
    if (type === "activation.created") recorded.set(activationId ?? "", IN_USE);
    if (type === "activation.deactivated") recorded.set(activationId ?? "", `deactivated at ${at}`);
    if (type === "activation.revoked") recorded.set(activationId ?? "", `revoked at ${at}`);
    if (type === "license.regenerated")
      for (const id of story.states[index]?.inUse.keys() ?? []) recorded.set(id, `regenerated at ${at}`);
  }
  return rows.flatMap(({ id, endedAt, ending }) => {
    const is = endedAt === null ? IN_USE : `${ending} at ${endedAt}`;
    const told = recorded.get(id) ?? "never begun";
    if (told === is) return [];
    const seen = `the activation ${id} is ${is}, and on record as ${told}`;
    return [{ promise: "events are complete", seen, license: story.license.id, calls: [] }];
  });
}

/** No call makes two of anything, and no Idempotency-Key two activations. */
export function checkDoubles(rows: Rows, calls: readonly Call[]): Violation[] {
  const violations: Violation[] = [];
  for (const twice of doubles(rows.activations, ({ name }) => name))
    violations.push(doubled("one call makes one activation", twice, callNamed(calls, twice[0]?.name ?? null)));
  const keyOf = ({ name }: ActivationRow) => callNamed(calls, name)?.asked.idempotencyKey ?? null;
  for (const twice of doubles(rows.activations, keyOf))
    violations.push(
      doubled("one Idempotency-Key gives one activation", twice, ...twice.map(({ name }) => callNamed(calls, name))),
    );
  const inUse = rows.activations.filter(({ endedAt, fingerprint }) => endedAt === null && fingerprint !== null);
  for (const twice of doubles(inUse, ({ licenseId, fingerprint }) => `${licenseId} ${fingerprint}`))
    violations.push(doubled("one fingerprint has one activation in use", twice));
  return violations;
}

/** An order that was answered is there with its license, and no call made two. */
export function checkOrders(rows: Rows, calls: readonly Call[]): Violation[] {
  const violations: Violation[] = [];
  const byEmail = Map.groupBy(rows.orders, ({ email }) => email);
  const events = Map.groupBy(
    rows.events.filter(({ type }) => type === "order.placed"),
    ({ orderId }) => orderId,
  );
  for (const call of calls) {
    if (call.action !== "order") continue;
    const orders: OrderRow[] = byEmail.get(call.asked.email ?? "") ?? [];
    const report = (promise: string, seen: string) =>
      violations.push({ promise, seen, license: orders[0]?.licenseId ?? null, calls: [call] });
    if (orders.length > 1) report("one call makes one order", `it made ${orders.length}`);
    if (call.answer?.status === 201 && orders[0]?.licenseId !== call.answer.licenseId)
      report("no answered order is lost", `the order's license is ${orders[0]?.licenseId}`);
    if (outcomeOf(call) === "unchanged" && orders.length > 0)
      report("a call that changed nothing changed nothing", "it made an order");
    for (const { id } of orders)
      if (events.get(id)?.length !== 1)
        report("events are complete", `the order ${id} has ${events.get(id)?.length ?? 0} events`);
  }
  return violations;
}

function doubled(promise: string, rows: readonly ActivationRow[], ...calls: (Call | null)[]): Violation {
  const seen = `there are ${rows.length}: ${ids(rows)}`;
  return { promise, seen, license: rows[0]?.licenseId ?? null, calls: calls.filter((call) => call !== null) };
}

function doubles<T>(rows: readonly T[], by: (row: T) => string | null): T[][] {
  const groups = Map.groupBy(
    rows.filter((row) => by(row) !== null),
    by,
  );
  return [...groups.values()].filter(({ length }) => length > 1);
}

function sameIds(rows: readonly ActivationRow[], inUse: ReadonlyMap<string, unknown>): boolean {
  return rows.length === inUse.size && rows.every(({ id }) => inUse.has(id));
}

function ids(rows: readonly ActivationRow[]): string {
  return rows.map(({ id }) => id).join(", ");
}

function momentOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
