import { Stripe } from "stripe";
import type { Fact, PlanClue, ReceivedEvent, Standing } from "#domain/sales/facts.ts";
import { amountOf } from "#http/hooks/money.ts";
import type { SaleProvider } from "#http/hooks/provider.ts";
import { emailOf, type Foreign, idOf, idsOf, listAt, nameOf, numberOf, objectAt, textOf } from "#http/hooks/read.ts";

/*
 * Stripe's events, in our words. Fields have moved from one version of Stripe's API to the next, and an account sends
 * events in the version that it was made with: each is looked for where it was and where it is.
 */

export interface StripeSettings {
  readonly webhookSecret: string;
  /** With it, Stripe can be asked what a checkout has sold; null = it can't. */
  readonly secretKey: string | null;
  /** Where Stripe's API is; null = at Stripe. */
  readonly apiBase: string | null;
}

/** How old a signature may be, in seconds. */
const TOLERANCE = 300;
/** How long Stripe is waited for, in milliseconds: it waits for our answer meanwhile. */
const ASK_MS = 4_000;
const TOO_MANY = 429;

export function connectStripe({ webhookSecret, secretKey, apiBase }: StripeSettings): SaleProvider {
  const api = secretKey === null ? null : stripeAt(secretKey, apiBase);
  return {
    provider: "stripe",
    name: "Stripe",
    read(body, headers, now) {
      const signature = headers["stripe-signature"] ?? "";
      const { epochMilliseconds } = now;
      let event: unknown;
      try {
        event = Stripe.webhooks.constructEvent(body, signature, webhookSecret, TOLERANCE, undefined, epochMilliseconds);
      } catch {
        return null;
      }
      return translate(event);
    },
    ...(api !== null && { complete: (event) => complete(api, event) }),
  };
}

function stripeAt(secretKey: string, apiBase: string | null): Stripe {
  const base = apiBase === null ? null : new URL(apiBase);
  return new Stripe(secretKey, {
    timeout: ASK_MS,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(base && {
      host: base.hostname,
      protocol: base.protocol === "http:" ? ("http" as const) : ("https" as const),
      ...(base.port !== "" && { port: base.port }),
    }),
  });
}

/** What an event tells of a sale. */
function translate(event: unknown): ReceivedEvent {
  const { id, type, created } = objectAt(event);
  const object = objectAt(event, "data", "object");
  const name = textOf(type) ?? "";
  const told = TRANSLATIONS[name]?.(object) ?? { keys: [], facts: [] };
  return {
    provider: "stripe",
    event: idOf(id) ?? "",
    type: name,
    at: (numberOf(created) ?? 0) * 1000,
    email: emailFrom(object),
    ...(told.keys.length === 0 ? { keys: [], facts: [] } : told),
  };
}

type Told = Pick<ReceivedEvent, "keys" | "facts">;

const TRANSLATIONS: Readonly<Record<string, (object: Foreign) => Told>> = {
  "checkout.session.completed": (session) => checkout(session, session.payment_status !== "unpaid"),
  "checkout.session.async_payment_succeeded": (session) => checkout(session, true),
  "checkout.session.async_payment_failed": (session) => checkout(session, false),
  "invoice.paid": (invoice) => ({ keys: keysOfInvoice(invoice), facts: factsOfPaidInvoice(invoice) }),
  "invoice.payment_failed": (invoice) => ({
    keys: keysOfInvoice(invoice),
    facts: [
      ...(subscriptionOf(invoice) === null ? [] : [{ kind: "unpaid" } as const]),
      ...named(clueOfInvoice(invoice)),
    ],
  }),
  "invoice_payment.paid": ({ invoice, payment }) => ({
    keys: idsOf(invoice, objectAt(payment).payment_intent, objectAt(payment).charge),
    facts: named(NO_CLUE),
  }),
  "customer.subscription.created": subscription,
  "customer.subscription.updated": subscription,
  "customer.subscription.paused": subscription,
  "customer.subscription.resumed": subscription,
  "customer.subscription.deleted": (object) => subscription({ ...object, status: "canceled" }),
  "charge.refunded": (charge) => ({
    keys: idsOf(charge.id, charge.payment_intent, charge.invoice),
    facts: [{ kind: "refund", whole: isWhole(charge) }],
  }),
  "charge.dispute.created": (object) => dispute(object, "open"),
  "charge.dispute.closed": (object) => dispute(object, object.status === "lost" ? "lost" : "won"),
};

const NO_CLUE: PlanClue = { planIdentifier: null, prices: [] };

/** Kept even when it names nothing: it still tells which ids belong together. */
function named(clue: PlanClue): Fact[] {
  return [{ kind: "named", clue }];
}

function checkout(session: Foreign, isPaid: boolean): Told {
  if (session.mode === "setup") return { keys: [], facts: [] };
  const {
    id,
    subscription: ofSubscription,
    payment_intent,
    invoice,
    payment_link,
    customer_details: details,
  } = session;
  const clue = { planIdentifier: planIn(session.metadata), prices: idsOf(payment_link) };
  const bought: Fact = {
    kind: "bought",
    by: "checkout",
    buyer: { email: emailFrom(session), name: nameOf(objectAt(details).name) },
    amount: amountOf(numberOf(session.amount_total), textOf(session.currency)),
    clue,
  };
  return { keys: idsOf(id, ofSubscription, payment_intent, invoice), facts: isPaid ? [bought] : named(clue) };
}

function factsOfPaidInvoice(invoice: Foreign): Fact[] {
  const clue = clueOfInvoice(invoice);
  const isOfSubscription = subscriptionOf(invoice) !== null;
  const buyer = { email: emailFrom(invoice), name: nameOf(invoice.customer_name) };
  const amount = amountOf(numberOf(invoice.amount_paid), textOf(invoice.currency));
  const bought: Fact = { kind: "bought", by: "invoice", buyer, amount, clue };
  // Somebody has written an invoice, and the plan on it.
  if (!isOfSubscription) return clue.planIdentifier === null ? named(clue) : [bought];
  const ends = listAt(invoice, "lines", "data").map(({ period }) => numberOf(objectAt(period).end));
  const paid: Fact = { kind: "paid", until: seconds(Math.max(...ends.filter((end) => end !== null))) };
  // A subscription that was made without a checkout begins with its first invoice.
  return invoice.billing_reason === "subscription_create" ? [bought, paid] : [paid, ...named(clue)];
}

function keysOfInvoice(invoice: Foreign): string[] {
  const payments = listAt(invoice, "payments", "data").flatMap(({ payment }) => {
    const { payment_intent, charge } = objectAt(payment);
    return [payment_intent, charge];
  });
  return idsOf(invoice.id, subscriptionOf(invoice), invoice.payment_intent, invoice.charge, ...payments);
}

function subscriptionOf(invoice: Foreign): string | null {
  return idOf(invoice.subscription) ?? idOf(objectAt(invoice, "parent", "subscription_details").subscription);
}

function clueOfInvoice(invoice: Foreign): PlanClue {
  const lines = listAt(invoice, "lines", "data");
  const planIdentifier =
    planIn(objectAt(invoice, "parent", "subscription_details").metadata) ??
    planIn(objectAt(invoice, "subscription_details").metadata) ??
    planIn(invoice.metadata) ??
    lines.map(({ metadata }) => planIn(metadata)).find((plan) => plan !== null) ??
    null;
  const prices = lines.flatMap((line) => [line.price, objectAt(line, "pricing", "price_details").price]);
  return { planIdentifier, prices: idsOf(...prices) };
}

function subscription(object: Foreign): Told {
  const items = listAt(object, "items", "data");
  const ends = [object, ...items].map(({ current_period_end }) => numberOf(current_period_end));
  const standing = standingOf(object);
  const fact: Fact = {
    kind: "subscription",
    standing,
    until: standing === "good" ? seconds(Math.max(...ends.filter((end) => end !== null))) : null,
  };
  const prices = items.flatMap(({ price, plan }) => [price, plan]);
  const clue = { planIdentifier: planIn(object.metadata), prices: idsOf(...prices) };
  return { keys: idsOf(object.id, object.latest_invoice), facts: [fact, ...named(clue)] };
}

function standingOf({ status, pause_collection }: Foreign): Standing {
  switch (status) {
    case "canceled":
    case "incomplete_expired":
      return "ended";
    case "paused":
      return "paused";
    case "active":
    case "trialing":
      // Of the ways to pause collection, this one alone means that nothing is delivered meanwhile.
      return objectAt(pause_collection).behavior === "void" ? "paused" : "good";
    default:
      return "unpaid";
  }
}

function isWhole({ refunded, amount, amount_refunded }: Foreign): boolean {
  const [paid, back] = [numberOf(amount), numberOf(amount_refunded)];
  return refunded === true || (paid !== null && back !== null && paid > 0 && back >= paid);
}

function dispute({ charge, payment_intent }: Foreign, outcome: "open" | "lost" | "won"): Told {
  return { keys: idsOf(charge, payment_intent), facts: [{ kind: "dispute", outcome }] };
}

/** The plan that somebody has written beside a sale at Stripe. */
function planIn(metadata: unknown): string | null {
  return textOf(objectAt(metadata).keywright_plan)?.trim() || null;
}

function emailFrom({ customer_details, customer_email, billing_details, receipt_email }: Foreign): string | null {
  const places = [objectAt(customer_details).email, customer_email, objectAt(billing_details).email, receipt_email];
  return places.map(emailOf).find((email) => email !== null) ?? null;
}

function seconds(moment: number): number | null {
  return Number.isFinite(moment) ? moment * 1000 : null;
}

/** Asks what a checkout has sold when nothing of ours says it, and which invoice a charge belongs to. */
async function complete(api: Stripe, event: ReceivedEvent): Promise<ReceivedEvent | null> {
  try {
    if (event.type.startsWith("checkout.session.")) return await withPrices(api, event);
    const isOfCharge = event.type.startsWith("charge.");
    const payment = event.keys.find((key) => key.startsWith("pi_"));
    if (!isOfCharge || payment === undefined || event.keys.some((key) => key.startsWith("in_"))) return event;
    const found = await api.invoicePayments.list({ payment: { type: "payment_intent", payment_intent: payment } });
    return { ...event, keys: idsOf(...event.keys, ...found.data.map(({ invoice }) => invoice)) };
  } catch (error) {
    // What Stripe refuses, for want of a permission, say, it would refuse again.
    const { statusCode = 500 } = error instanceof Stripe.errors.StripeError ? error : {};
    return statusCode >= 500 || statusCode === TOO_MANY ? null : event;
  }
}

async function withPrices(api: Stripe, event: ReceivedEvent): Promise<ReceivedEvent> {
  const session = event.keys.find((key) => key.startsWith("cs_"));
  const isNamed = event.facts.some((fact) => "clue" in fact && fact.clue.planIdentifier !== null);
  if (session === undefined || isNamed) return event;
  const items = await api.checkout.sessions.listLineItems(session, { limit: 100 });
  const prices = idsOf(...items.data.map(({ price }) => price));
  const facts = event.facts.map(
    (fact): Fact =>
      "clue" in fact ? { ...fact, clue: { ...fact.clue, prices: [...fact.clue.prices, ...prices] } } : fact,
  );
  return { ...event, facts };
}
