import { createHash } from "node:crypto";
import type { Fact, PlanClue, ReceivedEvent, Standing } from "#domain/sales/facts.ts";
import { amountOf } from "#http/hooks/money.ts";
import type { SaleProvider } from "#http/hooks/provider.ts";
import { emailOf, type Foreign, idOf, momentOf, nameOf, numberOf, objectAt, textOf } from "#http/hooks/read.ts";
import { isSignedBy, readJson } from "#http/hooks/signature.ts";

/*
 * Lemon Squeezy's events, in our words. They have no id of their own, so the same bytes are the same event: a repeated
 * delivery sends them again. They have no time of their own either; the thing that they are about says when it changed.
 */

export function connectLemonSqueezy(secret: string): SaleProvider {
  return {
    provider: "lemon_squeezy",
    name: "Lemon Squeezy",
    read(body, headers) {
      if (!isSignedBy(secret, body, String(headers["x-signature"] ?? ""))) return null;
      return translate(readJson(body), createHash("sha256").update(body).digest("hex"));
    },
  };
}

interface Sent {
  readonly id: string | null;
  readonly attributes: Foreign;
  readonly planIdentifier: string | null;
}

function translate(event: unknown, digest: string): ReceivedEvent {
  const attributes = objectAt(event, "data", "attributes");
  const planIdentifier = textOf(objectAt(event, "meta", "custom_data").keywright_plan)?.trim() || null;
  const type = textOf(objectAt(event, "meta").event_name) ?? "";
  const told = TRANSLATIONS[type]?.({ id: idOf(objectAt(event, "data").id), attributes, planIdentifier });
  return {
    provider: "lemon_squeezy",
    event: digest,
    type,
    at: momentOf(attributes.updated_at) ?? momentOf(attributes.created_at) ?? 0,
    email: emailOf(attributes.user_email),
    ...(told === undefined || told.keys.length === 0 ? { keys: [], facts: [] } : told),
  };
}

type Told = Pick<ReceivedEvent, "keys" | "facts">;

const TRANSLATIONS: Readonly<Record<string, (sent: Sent) => Told>> = {
  order_created: order,
  order_refunded: ({ id, attributes }) => ({
    keys: keys(["order", id]),
    facts: [{ kind: "refund", whole: isWhole(attributes) }],
  }),
  subscription_created: subscription,
  subscription_updated: subscription,
  subscription_cancelled: subscription,
  subscription_resumed: subscription,
  subscription_expired: subscription,
  subscription_paused: subscription,
  subscription_unpaused: subscription,
  subscription_payment_success: (sent) => payment(sent, { kind: "paid", until: null }),
  subscription_payment_recovered: (sent) => payment(sent, { kind: "paid", until: null }),
  subscription_payment_failed: (sent) => payment(sent, { kind: "unpaid" }),
};

function order({ id, attributes, planIdentifier }: Sent): Told {
  const { user_email, user_name, status, total, currency } = attributes;
  const clue = { planIdentifier, prices: variantOf(objectAt(attributes.first_order_item)) };
  const bought: Fact = {
    kind: "bought",
    by: "checkout",
    buyer: { email: emailOf(user_email), name: nameOf(user_name) },
    amount: amountOf(numberOf(total), textOf(currency)),
    clue,
  };
  // Its refund is told with the order as well, after which it was bought all the same.
  const isPaid = status === "paid" || status === "refunded" || status === "partial_refund";
  return { keys: keys(["order", id]), facts: isPaid ? [bought] : [{ kind: "named", clue }] };
}

function subscription({ id, attributes, planIdentifier }: Sent): Told {
  const standing = standingOf(attributes);
  const renewsAt = momentOf(attributes.renews_at);
  const until = standing === "good" ? (momentOf(attributes.ends_at) ?? renewsAt) : null;
  const clue: PlanClue = { planIdentifier, prices: variantOf(attributes) };
  return {
    keys: keys(["subscription", id], ["order", idOf(attributes.order_id)]),
    facts: [
      { kind: "subscription", standing, until },
      { kind: "named", clue },
    ],
  };
}

/** A payment tells the subscription's id, and not until when it is good: the subscription's own event says that. */
function payment({ attributes }: Sent, fact: Fact): Told {
  return { keys: keys(["subscription", idOf(attributes.subscription_id)]), facts: [fact] };
}

function standingOf({ status, pause }: Foreign): Standing {
  switch (status) {
    case "expired":
      return "ended";
    case "paused":
      return "paused";
    // Cancelled goes on until what was paid for is over.
    case "active":
    case "on_trial":
    case "cancelled":
      return objectAt(pause).mode === "void" ? "paused" : "good";
    default:
      return "unpaid";
  }
}

function isWhole({ status, refunded, total, refunded_amount }: Foreign): boolean {
  if (status === "partial_refund") return false;
  const [paid, back] = [numberOf(total), numberOf(refunded_amount)];
  return paid !== null && back !== null ? back >= paid : status === "refunded" || refunded === true;
}

function variantOf({ variant_id }: Foreign): string[] {
  const id = idOf(variant_id);
  return id === null ? [] : [id];
}

/** Its ids are numbers that count each kind of thing from 1. */
function keys(...things: readonly (readonly [kind: string, id: string | null])[]): string[] {
  return things.flatMap(([kind, id]) => (id === null ? [] : [`${kind}:${id}`]));
}
