import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Fact, STANDINGS } from "#domain/sales/facts.ts";
import { type KnownEvent, saleTarget } from "#domain/sales/target.ts";

const clue = { planIdentifier: "desk", prices: [] };
const bought: Fact = {
  kind: "bought",
  by: "checkout",
  buyer: { email: "lena@example.com", name: "Lena" },
  amount: null,
  clue,
};

/** One event a fact, a second apart. */
function told(...facts: Fact[]): KnownEvent[] {
  return facts.map((fact, index) => ({ event: `e${index}`, at: index * 1000, facts: [fact] }));
}

const subscription = (standing: (typeof STANDINGS)[number], until: number | null = null): Fact => ({
  ...{ kind: "subscription", standing, until },
});

describe("what has become of a sale", () => {
  test("nothing, before it is paid", () => {
    expect(saleTarget(told({ kind: "named", clue }, { kind: "refund", whole: true }))).toMatchObject({ bought: null });
  });

  test("the checkout tells buyer and plan better than the first invoice", () => {
    const invoice: Fact = { ...bought, by: "invoice", buyer: { email: "old@example.com", name: null }, clue };
    const target = saleTarget(told(invoice, bought));
    expect(target.bought).toMatchObject({ buyer: { email: "lena@example.com", name: "Lena" }, at: 1000 });
    expect(target.clues).toEqual([clue, clue]);
  });

  test.each<[string, Fact[], string | null]>([
    ["a failed payment", [bought, { kind: "unpaid" }], "The payment failed"],
    ["a payment after all", [bought, { kind: "unpaid" }, { kind: "paid", until: 1 }], null],
    ["a pause", [bought, subscription("paused")], "The subscription is paused"],
    ["a resumption", [bought, subscription("paused"), subscription("good")], null],
    ["an end", [bought, subscription("ended")], "The subscription has ended"],
    [
      "an end, and a late payment",
      [bought, subscription("ended"), { kind: "paid", until: 1 }],
      "The subscription has ended",
    ],
  ])("held back or not by %s", (_name, facts, held) => {
    expect(saleTarget(told(...facts)).held).toBe(held);
  });

  test.each<[string, Fact, string | null]>([
    ["part of a refund", { kind: "refund", whole: false }, null],
    ["a whole refund", { kind: "refund", whole: true }, "The payment was refunded"],
    ["a dispute that goes on", { kind: "dispute", outcome: "open" }, null],
    ["a dispute that was won", { kind: "dispute", outcome: "won" }, null],
    ["a dispute that was lost", { kind: "dispute", outcome: "lost" }, "The dispute was lost"],
  ])("undone or not by %s", (_name, fact, undone) => {
    expect(saleTarget(told(bought, fact, { kind: "paid", until: 1 })).undone).toBe(undone);
  });

  const anyFact: fc.Arbitrary<Fact> = fc.oneof(
    fc
      .record({ kind: fc.constant("bought"), by: fc.constantFrom("checkout", "invoice") })
      .map(({ by }): Fact => ({ ...bought, by })),
    fc.constant<Fact>({ kind: "unpaid" }),
    fc.nat(9).map((until): Fact => ({ kind: "paid", until })),
    fc.tuple(fc.constantFrom(...STANDINGS), fc.nat(9)).map(([standing, until]) => subscription(standing, until)),
    fc.boolean().map((whole): Fact => ({ kind: "refund", whole })),
    fc.constantFrom("open", "lost", "won").map((outcome): Fact => ({ kind: "dispute", outcome })),
  );
  // Few moments, so that many happen in the same one.
  const anyHistory = fc
    .array(fc.record({ at: fc.nat(3), facts: fc.array(anyFact, { maxLength: 2 }) }), { maxLength: 8 })
    .map((events) => events.map((one, index): KnownEvent => ({ ...one, event: `e${index}` })));

  test("is the same in whatever order it was told", () => {
    const anyOrder = anyHistory.chain((known) =>
      fc.tuple(fc.constant(known), fc.shuffledSubarray(known, { minLength: known.length, maxLength: known.length })),
    );
    fc.assert(
      fc.property(anyOrder, ([known, shuffled]) => {
        expect(saleTarget(shuffled)).toEqual(saleTarget(known));
      }),
    );
  });

  test("never takes paid time or an undoing back, whatever else is told", () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, (known, more) => {
        const renamed = more.map((one) => ({ ...one, event: `later-${one.event}` }));
        const [before, after] = [saleTarget(known), saleTarget([...known, ...renamed])];
        expect(after.paidUntil ?? -1).toBeGreaterThanOrEqual(before.paidUntil ?? -1);
        if (before.undone !== null) expect(after.undone).not.toBeNull();
      }),
    );
  });
});
