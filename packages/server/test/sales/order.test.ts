import fc from "fast-check";
import { expect, test } from "vitest";
import type { GivenServer } from "#test/given.ts";
import {
  BOUGHT,
  charge,
  checkout,
  event,
  givenStripeServer,
  invoice,
  MONTH,
  type StripeEvent,
  send,
  subscription,
} from "#test/sales/stripe.ts";

/* The law of the hooks: what has become of a sale depends on what was told, and not on when or how often it came in. */

const STEPS = [
  "renewed",
  "failed",
  "recovered",
  "paused",
  "resumed",
  "refunded in part",
  "disputed",
  "refunded",
  "lost",
  "ended",
] as const;
type Step = (typeof STEPS)[number];

/** What Stripe sends of a subscription to which this happens, one thing a day. @param of tells its ids from those of other sales */
function subscriptionHistory(steps: readonly Step[], of: string, plan: string, payer = of): StripeEvent[] {
  const customer = { customer_email: `${payer}@example.com`, customer_name: "Brandt Film" };
  const ids = { id: `sub_${of}`, metadata: { keywright_plan: plan } };
  const parent = { subscription_details: { subscription: `sub_${of}`, metadata: {} } };
  const invoiceOf = (number: number) =>
    invoice(number, BOUGHT + number * MONTH, { ...customer, id: `in_${of}_${number}`, parent });
  const paid = { charge: `ch_${of}`, payment_intent: `pi_${of}_1` };
  let now = BOUGHT;
  let period = 1;
  const told = [
    event("customer.subscription.created", now, subscription("incomplete", now + MONTH, ids)),
    event("invoice.paid", now, invoiceOf(1)),
    event("invoice_payment.paid", now, { invoice: `in_${of}_1`, payment: { payment_intent: paid.payment_intent } }),
    event("customer.subscription.updated", now, subscription("active", now + MONTH, ids)),
    event(
      "checkout.session.completed",
      now + 2,
      checkout({
        id: `cs_${of}`,
        mode: "subscription",
        payment_intent: null,
        subscription: `sub_${of}`,
        amount_total: 5_900,
        customer_details: { email: `${of}@example.com`, name: "Lena Brandt" },
      }),
    ),
  ];
  for (const step of steps) {
    now += 86_400;
    const stands = (type: string, status: string) =>
      event(`customer.subscription.${type}`, now, subscription(status, BOUGHT + period * MONTH, ids));
    switch (step) {
      case "renewed":
      case "recovered":
        period += step === "renewed" ? 1 : 0;
        told.push(event("invoice.paid", now, invoiceOf(period)), stands("updated", "active"));
        break;
      case "failed":
        told.push(event("invoice.payment_failed", now, invoiceOf(period + 1)), stands("updated", "past_due"));
        break;
      case "paused":
        told.push(stands("paused", "paused"));
        break;
      case "resumed":
        told.push(stands("resumed", "active"));
        break;
      case "refunded in part":
        told.push(
          event("charge.refunded", now, charge({ ...paid, id: paid.charge, refunded: false, amount_refunded: 1 })),
        );
        break;
      case "refunded":
        told.push(event("charge.refunded", now, charge({ ...paid, id: paid.charge })));
        break;
      case "disputed":
        told.push(event("charge.dispute.closed", now, { id: `dp_${of}`, ...paid, status: "won" }));
        break;
      case "lost":
        told.push(event("charge.dispute.closed", now, { id: `dp_${of}`, ...paid, status: "lost" }));
        break;
      case "ended":
        told.push(stands("deleted", "canceled"));
        break;
    }
  }
  return told;
}

/** A purchase without a subscription. */
function purchaseHistory(steps: readonly Step[], of: string, plan: string): StripeEvent[] {
  const paid = { charge: `ch_${of}`, payment_intent: `pi_${of}` };
  const session = checkout({
    id: `cs_${of}`,
    payment_intent: paid.payment_intent,
    customer_details: { email: `${of}@example.com`, name: null },
    metadata: { keywright_plan: plan },
  });
  const told = [
    event("checkout.session.completed", BOUGHT, { ...session, payment_status: "unpaid" }),
    event("checkout.session.async_payment_succeeded", BOUGHT + 60, session),
  ];
  for (const [day, step] of steps.entries()) {
    const now = BOUGHT + (day + 1) * 86_400;
    if (step === "refunded in part")
      told.push(
        event("charge.refunded", now, charge({ ...paid, id: paid.charge, refunded: false, amount_refunded: 1 })),
      );
    if (step === "refunded") told.push(event("charge.refunded", now, charge({ ...paid, id: paid.charge })));
    if (step === "lost") told.push(event("charge.dispute.closed", now, { id: `dp_${of}`, ...paid, status: "lost" }));
  }
  return told;
}

/** All that has become of a sale, without its ids. */
async function outcome(server: GivenServer, token: string, of: string) {
  const ask = async (path: string) => (await server.call("GET", `/api/v1${path}`, { token })).body.items;
  const query = `?email=${of}@example.com`;
  const [orders, licenses] = await Promise.all([ask(`/orders${query}`), ask(`/licenses${query}`)]);
  return {
    orders: orders.map(({ source, amount, plan, customer }: Record<string, { name?: string }>) => ({
      ...{ source, amount, plan: plan?.name, name: customer?.name },
    })),
    licenses: licenses.map(({ status, expiresOn, enabled, suspendedBy }: Record<string, unknown>) => ({
      ...{ status, expiresOn, enabled, suspendedBy },
    })),
  };
}

test.each(["deactivate", "suspend"])(
  "the outcome is the same for every order, repetition and crowd of deliveries, where a refund is to %s",
  { timeout: 300_000 },
  async (onRefund) => {
    const server = await givenStripeServer();
    const token = await server.token();
    const plan = await server.plan({ expiry: { value: 1, unit: "months", from: "purchase" }, graceDays: 3 });
    await server.call("PATCH", `/api/v1/products/${plan.product.id}`, { token, body: { onRefund } });
    let count = 0;
    const anyHistory = fc.record({
      steps: fc.array(fc.constantFrom(...STEPS), { maxLength: 7 }),
      kind: fc.constantFrom(subscriptionHistory, purchaseHistory),
      seed: fc.infiniteStream(fc.nat()),
      atOnce: fc.integer({ min: 1, max: 8 }),
      // The invoice may go to somebody else than who has signed up, as in companies.
      isPaidByOther: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(anyHistory, async ({ steps, kind, seed, atOnce, isPaidByOther }) => {
        const [told, mixed] = [`told${++count}`, `mixed${count}`];
        const history = (of: string) => kind(steps, of, plan.identifier, isPaidByOther ? `payer.of.${of}` : of);
        for (const sent of history(told)) expect((await send(server, sent)).status).toBe(200);

        const deliveries = shuffled(history(mixed), seed);
        while (deliveries.length > 0) {
          const answers = await Promise.all(deliveries.splice(0, atOnce).map((sent) => send(server, sent)));
          expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
        }
        const expected = await outcome(server, token, told);
        expect(expected.licenses).toHaveLength(1);
        expect(await outcome(server, token, mixed)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  },
);

/** Every event once to three times, in any order. */
function shuffled<T>(all: readonly T[], chance: Iterator<number>): T[] {
  const draw = () => chance.next().value as number;
  const deliveries = all.flatMap((one) => Array.from({ length: 1 + (draw() % 3) }, () => one));
  return deliveries
    .map((one) => ({ one, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
