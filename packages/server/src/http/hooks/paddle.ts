import type { Amount } from "#domain/orders/order.ts";
import type { Fact, PlanClue, ReceivedEvent, Standing } from "#domain/sales/facts.ts";
import { amountOf } from "#http/hooks/money.ts";
import type { SaleProvider } from "#http/hooks/provider.ts";
import {
  emailOf,
  type Foreign,
  idOf,
  idsOf,
  listAt,
  momentOf,
  nameOf,
  numberOf,
  objectAt,
  textOf,
} from "#http/hooks/read.ts";
import { isSignedBy, readJson } from "#http/hooks/signature.ts";

/*
 * Paddle Billing's events, in our words. A transaction names its customer by an id alone: the e-mail comes with the
 * checkout's custom data (`email`), or with the customer when the destination includes it; else the sale waits for somebody.
 */

/** How old a signature may be, in seconds. Paddle advises five, which a slow line would not keep. */
const TOLERANCE = 300;

export function connectPaddle(secret: string): SaleProvider {
  return {
    provider: "paddle",
    name: "Paddle",
    read(body, headers, now) {
      const parts = String(headers["paddle-signature"] ?? "").split(";");
      const of = (name: string) => parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(3));
      const [time = ""] = of("ts");
      const age = now.epochMilliseconds / 1000 - Number(time);
      const signed = Buffer.concat([Buffer.from(`${time}:`), body]);
      // While a secret is replaced, there are two signatures.
      const isSigned = /^\d{1,15}$/.test(time) && of("h1").some((signature) => isSignedBy(secret, signed, signature));
      return isSigned && age <= TOLERANCE ? translate(readJson(body)) : null;
    },
  };
}

function translate(event: unknown): ReceivedEvent {
  const { event_id, event_type, occurred_at } = objectAt(event);
  const data = objectAt(event, "data");
  const type = textOf(event_type) ?? "";
  const told = TRANSLATIONS[type]?.(data) ?? { keys: [], facts: [] };
  return {
    provider: "paddle",
    event: idOf(event_id) ?? "",
    type,
    at: momentOf(occurred_at) ?? 0,
    email: emailFrom(data),
    ...(told.keys.length === 0 ? { keys: [], facts: [] } : told),
  };
}

type Told = Pick<ReceivedEvent, "keys" | "facts">;

const TRANSLATIONS: Readonly<Record<string, (data: Foreign) => Told>> = {
  "transaction.completed": transaction,
  "transaction.payment_failed": (data) => ({
    keys: keysOfTransaction(data),
    facts: [...(idOf(data.subscription_id) === null ? [] : [{ kind: "unpaid" } as const]), ...named(clueOf(data))],
  }),
  "subscription.created": subscription,
  "subscription.activated": subscription,
  "subscription.trialing": subscription,
  "subscription.updated": subscription,
  "subscription.past_due": subscription,
  "subscription.paused": subscription,
  "subscription.resumed": subscription,
  "subscription.canceled": subscription,
  "adjustment.created": adjustment,
  "adjustment.updated": adjustment,
};

function named(clue: PlanClue): Fact[] {
  return [{ kind: "named", clue }];
}

function transaction(data: Foreign): Told {
  const clue = clueOf(data);
  const until = momentOf(objectAt(data, "billing_period").ends_at);
  const paid: Fact[] = idOf(data.subscription_id) === null ? [] : [{ kind: "paid", until }];
  // What a subscription leads to later is no new purchase.
  const isRenewal = textOf(data.origin)?.startsWith("subscription_") ?? false;
  const buyer = { email: emailFrom(data), name: nameOf(objectAt(data, "customer").name) };
  const bought: Fact = { kind: "bought", by: "checkout", buyer, amount: amountIn(data), clue };
  return { keys: keysOfTransaction(data), facts: isRenewal ? [...paid, ...named(clue)] : [bought, ...paid] };
}

function keysOfTransaction({ id, subscription_id }: Foreign): string[] {
  return idsOf(id, subscription_id);
}

function subscription(data: Foreign): Told {
  const standing = standingOf(data.status);
  const until = standing === "good" ? momentOf(objectAt(data, "current_billing_period").ends_at) : null;
  const keys = idsOf(data.id, data.transaction_id);
  return { keys, facts: [{ kind: "subscription", standing, until }, ...named(clueOf(data))] };
}

function standingOf(status: unknown): Standing {
  if (status === "canceled") return "ended";
  if (status === "paused") return "paused";
  return status === "active" || status === "trialing" ? "good" : "unpaid";
}

/** Money that goes back: once Paddle has approved it. */
function adjustment({ transaction_id, subscription_id, action, status, type }: Foreign): Told {
  const keys = idsOf(transaction_id, subscription_id);
  if (status !== "approved") return { keys, facts: named({ planIdentifier: null, prices: [] }) };
  if (action === "chargeback") return { keys, facts: [{ kind: "dispute", outcome: "lost" }] };
  if (action === "refund") return { keys, facts: [{ kind: "refund", whole: type === "full" }] };
  return { keys, facts: named({ planIdentifier: null, prices: [] }) };
}

function clueOf(data: Foreign): PlanClue {
  const items = listAt(data, "items");
  return {
    planIdentifier: textOf(objectAt(data, "custom_data").keywright_plan)?.trim() || null,
    prices: idsOf(...items.flatMap(({ price, price_id }) => [price, price_id])),
  };
}

function emailFrom(data: Foreign): string | null {
  return emailOf(objectAt(data, "customer").email) ?? emailOf(objectAt(data, "custom_data").email);
}

function amountIn(data: Foreign): Amount | null {
  const totals = objectAt(data, "details", "totals");
  return amountOf(
    numberOf(totals.grand_total) ?? numberOf(totals.total),
    textOf(totals.currency_code ?? data.currency_code),
  );
}
