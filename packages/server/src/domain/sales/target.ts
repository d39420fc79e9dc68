import type { Amount } from "#domain/orders/order.ts";
import {
  type Buyer,
  type Fact,
  type PlanClue,
  type ReceivedEvent,
  STANDINGS,
  type Standing,
} from "#domain/sales/facts.ts";

/** What is known of a sale: a set, in whatever order it came in. */
export type KnownEvent = Pick<ReceivedEvent, "event" | "at" | "facts">;

/** What has become of a sale, by all that is known of it. */
export interface SaleTarget {
  /** Null while nothing was paid. */
  readonly bought: {
    readonly buyer: Buyer;
    readonly amount: Amount | null;
    /** From when the plan's time runs: the last that tells of the purchase, so that none makes it shorter. */
    readonly at: number;
  } | null;
  /** What may tell the plan, the best first. */
  readonly clues: readonly PlanClue[];
  /** Until when it is paid; null when nobody said. */
  readonly paidUntil: number | null;
  /** Why the license must wait, in words for the record; null = it may work. */
  readonly held: string | null;
  /** Why the purchase counts as undone; null = it does not. */
  readonly undone: string | null;
}

/**
 * What has become of a sale. It looks at a set of facts and at nothing else, so the answer is the same for every order
 * in which they came in, and each counts once however often it came.
 */
export function saleTarget(known: readonly KnownEvent[]): SaleTarget {
  const told = [...known].sort(byTime).flatMap(({ at, facts }) => facts.map((fact) => ({ at, fact })));
  return {
    bought: boughtIn(told),
    clues: cluesIn(told),
    paidUntil: latest(told.map(({ fact }) => ("until" in fact ? fact.until : null))),
    held: HELD[standingIn(told)],
    undone: undoneIn(told),
  };
}

interface Told {
  readonly at: number;
  readonly fact: Fact;
}

function byTime(one: KnownEvent, other: KnownEvent): number {
  return one.at - other.at || (one.event < other.event ? -1 : 1);
}

function boughtIn(told: readonly Told[]): SaleTarget["bought"] {
  const bought = told.flatMap(({ at, fact }) => (fact.kind === "bought" ? [{ at, ...fact }] : []));
  const best = bought.find(({ by }) => by === "checkout") ?? bought[0];
  if (best === undefined) return null;
  const email = best.buyer.email ?? bought.find(({ buyer }) => buyer.email !== null)?.buyer.email ?? null;
  return {
    buyer: { email, name: best.buyer.name },
    amount: best.amount,
    at: Math.max(...bought.map(({ at }) => at)),
  };
}

/** A checkout's own words come before those of what it led to. */
function cluesIn(told: readonly Told[]): PlanClue[] {
  const of = (wanted: (fact: Fact) => boolean) =>
    told.flatMap(({ fact }) => ("clue" in fact && wanted(fact) ? [fact.clue] : []));
  const clues = [
    ...of((fact) => fact.kind === "bought" && fact.by === "checkout"),
    ...of((fact) => !(fact.kind === "bought" && fact.by === "checkout")),
  ];
  return clues.filter(({ planIdentifier, prices }) => planIdentifier !== null || prices.length > 0);
}

const HELD: Readonly<Record<Standing, string | null>> = {
  unpaid: "The payment failed",
  good: null,
  paused: "The subscription is paused",
  ended: "The subscription has ended",
};

/** The last word counts; an end is always the last. */
function standingIn(told: readonly Told[]): Standing {
  let last: { at: number; standing: Standing } = { at: Number.NEGATIVE_INFINITY, standing: "good" };
  for (const { at, fact } of told) {
    const standing = standingOf(fact);
    if (standing === "ended") return "ended";
    if (standing === null) continue;
    const isLater = at > last.at || STANDINGS.indexOf(standing) > STANDINGS.indexOf(last.standing);
    if (isLater) last = { at, standing };
  }
  return last.standing;
}

function standingOf(fact: Fact): Standing | null {
  if (fact.kind === "subscription") return fact.standing;
  if (fact.kind === "unpaid") return "unpaid";
  return fact.kind === "paid" || fact.kind === "bought" ? "good" : null;
}

/** For ever: a charge that was given back is not taken again, and a lost dispute stays lost. */
function undoneIn(told: readonly Told[]): string | null {
  if (told.some(({ fact }) => fact.kind === "dispute" && fact.outcome === "lost")) return "The dispute was lost";
  return told.some(({ fact }) => fact.kind === "refund" && fact.whole) ? "The payment was refunded" : null;
}

function latest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.max(...known);
}
