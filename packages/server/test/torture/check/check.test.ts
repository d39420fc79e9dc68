import { describe, expect, test } from "vitest";
import { check } from "#test/torture/check/check.ts";
import { KEY, LICENSE, MadeHistory, NEW_KEY } from "#test/torture/check/given.ts";

/* A checker that finds nothing proves nothing until it is shown what it must find. */

const UNCHANGED = { status: 503, code: "UNAVAILABLE", detail: "Nothing was changed; send the call again." };
const OPEN = { status: 503, code: "UNAVAILABLE", detail: "It may have been made or not." };

describe("nothing is found in", () => {
  test("a history in which everything went well", () => {
    const history = new MadeHistory();
    history.activated("a", [10, 20], { fingerprint: "f" });
    history.call("activate", { licenseKey: KEY, fingerprint: "f" }, [21, 22], { instanceId: "a" });
    history.call("validate", { licenseKey: KEY, instanceId: "a" }, [23, 24], { code: "VALID" });
    history.deactivated("a", [30, 40]);
    history.call("validate", { licenseKey: KEY, instanceId: "a" }, [41, 42], {
      status: 404,
      code: "INSTANCE_NOT_FOUND",
    });
    history.regenerated([50, 60]);
    history.call("validate", { licenseKey: KEY }, [61, 62], { status: 404, code: "INVALID_KEY" });
    history.call("validate", { licenseKey: NEW_KEY }, [61, 62], { code: "VALID" });
    expect(history.broken()).toEqual([]);
  });

  test("calls without an answer, whether they were done or not", () => {
    const history = new MadeHistory();
    history.activated("a", [10, 20], {}, null);
    history.call("activate", { licenseKey: KEY }, [10, 20], null);
    history.deactivated("a", [30, 40], OPEN);
    history.call("activate", { licenseKey: KEY }, [50, 60], UNCHANGED);
    expect(history.broken()).toEqual([]);
  });

  test("answers that overlap a change, whichever way they went", () => {
    const history = new MadeHistory();
    history.activated("a", [10, 20]);
    history.regenerated([30, 90]);
    history.call("validate", { licenseKey: KEY }, [40, 50], { code: "VALID" });
    history.call("validate", { licenseKey: KEY }, [40, 95], { status: 404, code: "INVALID_KEY" });
    history.call("validate", { licenseKey: KEY }, [80, 100], { code: "VALID" });
    expect(history.broken()).toEqual([]);
  });

  test("events of several processes in one millisecond, in any order of their ids", () => {
    const history = new MadeHistory();
    history.activated("a", [9, 11]);
    history.deactivated("a", [9, 11]);
    history.activated("b", [9, 11]);
    const [issued, ...others] = history.events;
    if (issued) history.events.splice(0, 4, issued, ...others.reverse());
    expect(history.broken()).toEqual([]);
  });
});

describe("found is", () => {
  /** What is wrong with the history, and as which broken promise it must be told. */
  const histories: Record<string, [promise: string, spoil: (history: MadeHistory) => void]> = {
    "an answered activation that is gone": [
      "no answered activation is lost",
      (history) => history.call("activate", { licenseKey: KEY }, [10, 20], { status: 201, instanceId: "gone" }),
    ],
    "an activation too many": [
      "never more activations in use than the limit",
      (history) => {
        for (const id of ["a", "b", "c"]) history.activated(id, [10, 20]);
      },
    ],
    "an activation too many once the limit was lowered": [
      "never more activations in use than the limit",
      (history) => {
        history.activated("a", [10, 20]);
        history.event(30, "license.edited", { activationLimit: { from: 2, to: 1 } });
        history.call("edit", { activationLimit: 1 }, [25, 35], { revision: 2 });
        history.license = { ...history.license, activationLimit: 1, revision: 2 };
        history.activated("b", [40, 50]);
      },
    ],
    "an old key that validates after the answer of the new one": [
      "no key and no device works after the answer that ended it",
      (history) => {
        history.regenerated([10, 20]);
        history.call("validate", { licenseKey: KEY }, [21, 30], { code: "VALID" });
      },
    ],
    "an old key that activates after the answer of the new one": [
      "no key and no device works after the answer that ended it",
      (history) => {
        history.regenerated([10, 20]);
        history.activated("a", [30, 40], { licenseKey: KEY });
      },
    ],
    "a device that validates after the answer that ended it": [
      "no key and no device works after the answer that ended it",
      (history) => {
        history.activated("a", [10, 20]);
        history.deactivated("a", [30, 40]);
        history.call("validate", { licenseKey: KEY, instanceId: "a" }, [41, 50], { code: "VALID" });
      },
    ],
    "a device that is refused though it was never ended": [
      "every answer was right at some moment of its call",
      (history) => {
        history.activated("a", [10, 20]);
        history.call("validate", { licenseKey: KEY, instanceId: "a" }, [30, 40], {
          status: 404,
          code: "INSTANCE_NOT_FOUND",
        });
      },
    ],
    "a fingerprint with two activations": [
      "one fingerprint has one activation in use",
      (history) => {
        history.activated("a", [10, 20], { fingerprint: "f" });
        history.activated("b", [10, 20], { fingerprint: "f" });
      },
    ],
    "an Idempotency-Key with two activations": [
      "one Idempotency-Key gives one activation",
      (history) => {
        history.activated("a", [10, 20], { idempotencyKey: "k" });
        history.activated("b", [10, 20], { idempotencyKey: "k" });
      },
    ],
    "one call that made two activations": [
      "one call makes one activation",
      (history) => {
        history.activated("a", [10, 20], { name: "call 1" });
        history.activated("b", [10, 20], { name: "call 1" });
      },
    ],
    "a counter that is not the number of rows": [
      "counters equal rows",
      (history) => {
        history.activated("a", [10, 20]);
        history.license = { ...history.license, activationUsage: 0 };
      },
    ],
    "an end that is not on record": [
      "events are complete",
      (history) => {
        history.activated("a", [10, 20]);
        history.deactivated("a", [30, 40]);
        history.events.pop();
      },
    ],
    "an answered refusal that is not on record": [
      "every answered change is on record",
      (history) =>
        history.call("activate", { licenseKey: KEY }, [10, 20], { status: 403, code: "ACTIVATION_LIMIT_REACHED" }),
    ],
    "an event without a cause": [
      "every event has its cause",
      (history) => {
        history.activated("a", [10, 20]);
        history.deactivated("a", [30, 40], UNCHANGED);
      },
    ],
    "a change by a call that was told that nothing was changed": [
      "every event has its cause",
      (history) => history.activated("a", [10, 20], {}, UNCHANGED),
    ],
    "an event twice": [
      "events are complete",
      (history) => {
        history.activated("a", [10, 20]);
        history.event(15, "activation.created", { activationLimit: 2, activationUsage: 2 }, "a");
      },
    ],
    "an order of events that contradicts the answers": [
      "the record is in the order of events",
      (history) => {
        history.activated("a", [100, 110]);
        history.activated("b", [10, 20]);
        history.events[2] = { ...history.events[2], at: 200 } as (typeof history.events)[2];
      },
    ],
    "a look that shows what never was": [
      "every answer was right at some moment of its call",
      (history) => {
        history.activated("a", [10, 20]);
        const shown = { activationUsage: 2, activationLimit: 2, revision: 1, enabled: true, licenseKey: KEY };
        history.call("look", {}, [30, 40], { ...shown, expiresOn: "2090-01-01T00:00:00Z" });
      },
    ],
    "an error of the server": [
      "every answer is one of those expected",
      (history) => history.call("validate", { licenseKey: KEY }, [10, 20], { status: 500, code: "INTERNAL_ERROR" }),
    ],
    "a call that hangs": [
      "no call hangs",
      (history) => history.call("validate", { licenseKey: KEY }, [10, 60_000], null),
    ],
  };

  test.each(Object.entries(histories))("%s", (_, [promise, spoil]) => {
    const history = new MadeHistory();
    spoil(history);
    expect(history.broken()).toContain(promise);
  });

  test("an order that was made twice, or whose answer was lost from the database", () => {
    const history = new MadeHistory();
    const answered = history.call("order", { email: "lost@example.com" }, [1, 2], { status: 201, licenseId: "lost" });
    const doubled = history.call("order", { email: "twice@example.com" }, [1, 2], null);
    const order = { email: "twice@example.com", licenseId: LICENSE };
    const event = { at: 1, type: "order.placed", licenseId: null, activationId: null, data: {} };
    const found = check({
      ...{ calls: history.calls, faults: [], startedAt: 0 },
      rows: {
        ...{ licenses: [], activations: [] },
        orders: [
          { id: "1", ...order },
          { id: "2", ...order },
        ],
        events: ["1", "2"].map((orderId) => ({ id: orderId, orderId, ...event })),
      },
    });
    expect(found.map(({ promise, calls }) => [promise, calls[0]])).toEqual([
      ["no answered order is lost", answered],
      ["one call makes one order", doubled],
    ]);
  });
});
