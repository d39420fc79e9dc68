import { describe, expect, test } from "vitest";
import { suspendLicense } from "#actions/licenses/suspend.ts";
import type { LicenseTerms } from "#domain/licenses/terms.ts";
import type { GivenServer } from "#test/given.ts";
import { outboxOf } from "#test/outbox.ts";
import {
  BOUGHT,
  charge,
  checkout,
  event,
  givenStripeApi,
  givenStripeServer,
  invoice,
  MONTH,
  send,
  subscription,
} from "#test/sales/stripe.ts";

const YEARLY: Partial<LicenseTerms> = { expiry: { value: 1, unit: "years", from: "purchase" } };
const MONTHLY: Partial<LicenseTerms> = { expiry: { value: 1, unit: "months", from: "purchase" } };

/** The one license that was sold, as the vendor sees it. */
async function sold(server: GivenServer) {
  const { body } = await server.call("GET", "/api/v1/licenses", { token: await server.token() });
  expect(body.items).toHaveLength(1);
  return body.items[0];
}

async function read(server: GivenServer, path: string) {
  return (await server.call("GET", `/api/v1${path}`, { token: await server.token() })).body;
}

async function verdict(server: GivenServer, licenseKey: string, instanceId?: string): Promise<string> {
  return (await server.call("POST", "/api/v1/license/validate", { body: { licenseKey, instanceId } })).body.code;
}

describe("a sale at Stripe", () => {
  test("is an order whose key works, bought when Stripe says", async () => {
    const server = await givenStripeServer();
    const plan = await server.plan(YEARLY);
    const session = checkout({ metadata: { keywright_plan: plan.identifier } });
    expect(await send(server, event("checkout.session.completed", BOUGHT, session))).toMatchObject({ status: 200 });
    const license = await sold(server);
    expect(license.expiresOn).toBe("2027-03-10T09:00:00Z");
    expect(await verdict(server, license.licenseKey)).toBe("VALID");
    const [order] = (await read(server, "/orders")).items;
    expect(order).toMatchObject({
      source: "stripe",
      amount: { value: "149.00", currency: "EUR" },
      customer: { email: "lena@brandtfilm.example", name: "Lena Brandt" },
    });
    const issued = (await server.eventRows()).find(({ type }) => type === "license.issued");
    expect(issued).toMatchObject({ actor_kind: "provider", actor_name: "Stripe" });
    const [told] = (await read(server, "/sales/events")).items;
    expect(told).toMatchObject({ state: "done", effects: [{ kind: "order_placed" }], order: { number: order.number } });
  });

  test("counts once, however often it is sent, also all at once", async () => {
    const server = await givenStripeServer();
    const plan = await server.plan();
    const sent = event(
      "checkout.session.completed",
      BOUGHT,
      checkout({ metadata: { keywright_plan: plan.identifier } }),
    );
    const answers = await Promise.all(Array.from({ length: 12 }, () => send(server, sent)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    await sold(server);
    expect((await read(server, "/sales/events")).items).toHaveLength(1);
  });

  test("whose invoice comes before its checkout gets the buyer and the amount that the checkout tells", async () => {
    const server = await givenStripeServer();
    const plan = await server.plan();
    const payer = { customer_email: "books@brandtfilm.example", customer_name: "Brandt Film" };
    await send(server, event("invoice.paid", BOUGHT, invoice(1, BOUGHT + MONTH, payer)));
    await server.call("PATCH", `/api/v1/plans/${plan.id}`, {
      token: await server.token(),
      body: { prices: [{ provider: "stripe", id: "price_1" }] },
    });
    await send(server, event("customer.subscription.updated", BOUGHT, subscription("active", BOUGHT + MONTH)));
    const { licenseKey } = await sold(server);
    expect(await verdict(server, licenseKey)).toBe("VALID");

    const session = checkout({ mode: "subscription", payment_intent: null, subscription: "sub_1" });
    await send(server, event("checkout.session.completed", BOUGHT + 2, session));
    expect(await sold(server)).toMatchObject({ licenseKey, customer: { email: "lena@brandtfilm.example" } });
    expect((await read(server, "/orders")).items).toMatchObject([
      { customer: { email: "lena@brandtfilm.example", name: "Lena Brandt" }, amount: { value: "149.00" } },
    ]);
    const { body } = await server.call("POST", "/api/v1/license/validate", {
      body: { licenseKey },
      token: await server.token(),
    });
    expect(body).toMatchObject({ valid: true, license: { customer: { email: "lena@brandtfilm.example" } } });
    expect(await outboxOf(server)).toMatchObject(
      ["books@brandtfilm.example", "lena@brandtfilm.example"].map((recipient) => ({
        kind: "key_on_purchase",
        recipient,
      })),
    );
    const corrected = (await server.eventRows()).find(({ type }) => type === "order.corrected");
    expect(JSON.parse(corrected?.data ?? "")).toMatchObject({
      amount: { from: { value: "49.00" }, to: { value: "149.00" } },
    });
    const [told] = (await read(server, "/sales/events")).items;
    expect(told).toMatchObject({ effects: [{ kind: "order_corrected" }] });
  });

  test("is not believed without Stripe's signature, and nothing is stored", async () => {
    const server = await givenStripeServer();
    const sent = event("checkout.session.completed", BOUGHT, checkout());
    const before = await server.stored();
    for (const answer of [
      await send(server, sent, "whsec_of_somebody_else"),
      await server.call("POST", "/hooks/stripe", { body: sent }),
      await server.call("POST", "/hooks/stripe"),
    ])
      expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_SIGNATURE" } });
    server.clock.move({ minutes: 10 });
    expect(await server.stored()).toBe(before);
  });

  test("is not heard of where no signing secret is set", async () => {
    const server = await givenStripeServer({ STRIPE_WEBHOOK_SECRET: "" });
    expect(await send(server, event("invoice.paid", BOUGHT, invoice(1, BOUGHT)))).toMatchObject({ status: 404 });
  });

  test("finds its plan by the price that Stripe is asked for, or by the payment link", async () => {
    const api = await givenStripeApi({ cs_1: "price_desk" });
    const server = await givenStripeServer({ STRIPE_SECRET_KEY: "sk_test_1", STRIPE_API_BASE: api });
    const token = await server.token();
    const plan = await server.plan();
    const prices = [
      { provider: "stripe", id: "price_desk" },
      { provider: "stripe", id: "plink_1" },
    ];
    const edited = await server.call("PATCH", `/api/v1/plans/${plan.id}`, { token, body: { prices } });
    expect(edited.body.prices).toEqual(prices);
    const link = checkout({ id: "cs_2", payment_intent: "pi_2", payment_link: "plink_1" });
    await send(server, event("checkout.session.completed", BOUGHT, checkout()));
    await send(server, event("checkout.session.completed", BOUGHT, link));
    const { items } = await read(server, "/orders");
    expect(items.map((order: { plan: { id: string } }) => order.plan.id)).toEqual([plan.id, plan.id]);
  });

  test("is kept while Stripe can't be asked, and placed when Stripe sends it again", async () => {
    const state: { error: number | null } = { error: 503 };
    const api = await givenStripeApi({ cs_1: "price_desk" }, state);
    const server = await givenStripeServer({ STRIPE_SECRET_KEY: "sk_test_1", STRIPE_API_BASE: api });
    const token = await server.token();
    const plan = await server.plan();
    const prices = [{ provider: "stripe", id: "price_desk" }];
    await server.call("PATCH", `/api/v1/plans/${plan.id}`, { token, body: { prices } });
    const sent = event("checkout.session.completed", BOUGHT, checkout());
    for (let time = 0; time < 2; time++) {
      const answer = await send(server, sent);
      expect(answer).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
      expect((await read(server, "/sales/events")).items).toMatchObject([{ state: "needs_plan" }]);
    }
    state.error = null;
    expect((await send(server, sent)).status).toBe(200);
    expect((await read(server, "/orders")).items).toMatchObject([{ plan: { id: plan.id } }]);
    expect((await read(server, "/sales/events")).items).toMatchObject([
      { state: "done", effects: [{ kind: "order_placed" }] },
    ]);
    state.error = 503;
    expect((await send(server, sent)).status).toBe(200);
    expect((await read(server, "/orders")).items).toHaveLength(1);
  });

  test("waits for somebody when Stripe refuses to tell its price, and loses nothing that it has told before", async () => {
    const state: { error: number | null } = { error: 403 };
    const api = await givenStripeApi({ cs_1: "price_desk" }, state);
    const server = await givenStripeServer({ STRIPE_SECRET_KEY: "sk_test_1", STRIPE_API_BASE: api });
    const sent = event("checkout.session.completed", BOUGHT, checkout());
    expect((await send(server, sent)).status).toBe(200);
    expect((await read(server, "/sales/unresolved")).items).toMatchObject([{ prices: [] }]);
    for (const [error, status] of [
      [null, 200],
      [503, 503],
    ] as const) {
      state.error = error;
      expect((await send(server, sent)).status).toBe(status);
      expect((await read(server, "/sales/unresolved")).items).toMatchObject([{ prices: ["price_desk"] }]);
    }
  });

  test("without a plan waits for somebody, who says it once and for the next ones", async () => {
    const server = await givenStripeServer();
    const token = await server.token("write");
    const plan = await server.plan();
    const sell = (id: string) =>
      send(
        server,
        event("checkout.session.completed", BOUGHT, checkout({ id, payment_intent: null, payment_link: "plink_9" })),
      );
    await sell("cs_1");
    const { items } = await read(server, "/sales/unresolved");
    expect(items).toMatchObject([
      { buyer: { name: "Lena Brandt" }, amount: { value: "149.00", currency: "EUR" }, prices: ["plink_9"] },
    ]);
    expect((await read(server, "/sales/events?state=needs_plan")).items).toHaveLength(1);
    const path = `/api/v1/sales/unresolved/${items[0].id}`;
    const resolved = await server.call("POST", `${path}/resolve`, { token, body: { planId: plan.id, addPrice: true } });
    expect(resolved).toMatchObject({ status: 200, body: { source: "stripe", license: { status: "active" } } });
    const again = await server.call("POST", `${path}/resolve`, { token, body: { planId: plan.id } });
    expect(again).toMatchObject({ status: 403, body: { code: "SALE_SETTLED" } });
    await sell("cs_2");
    expect((await read(server, "/orders")).items).toHaveLength(2);
    expect((await read(server, "/sales/unresolved")).items).toEqual([]);
  });

  test("that is none of ours is dismissed, and stays so", async () => {
    const server = await givenStripeServer();
    const token = await server.token("write");
    const plan = await server.plan();
    await send(
      server,
      event("checkout.session.completed", BOUGHT, checkout({ mode: "subscription", subscription: "sub_1" })),
    );
    const [{ id }] = (await read(server, "/sales/unresolved")).items;
    const path = `/api/v1/sales/unresolved/${id}/dismiss`;
    expect((await server.call("POST", path, { token })).status).toBe(204);
    const metadata = { keywright_plan: plan.identifier };
    await send(
      server,
      event("customer.subscription.updated", BOUGHT + 5, subscription("active", BOUGHT, { metadata })),
    );
    expect((await read(server, "/orders")).items).toEqual([]);
    expect((await server.call("POST", path.replace(id, "nothing"), { token })).body.code).toBe("SALE_NOT_FOUND");
  });
});

describe("what Stripe tells later", () => {
  /** A server with a monthly subscription that was just bought, and a device that uses it. */
  async function givenSubscription() {
    const server = await givenStripeServer();
    const plan = await server.plan({ ...MONTHLY, activationLimit: 2 });
    const tell = (type: string, after: number, object: Record<string, unknown>) =>
      send(server, event(type, BOUGHT + after, object));
    const metadata = { keywright_plan: plan.identifier };
    await tell("checkout.session.completed", 0, checkout({ mode: "subscription", subscription: "sub_1", metadata }));
    await tell("invoice.paid", 1, invoice(1, BOUGHT + MONTH));
    const { licenseKey } = await sold(server);
    const { body } = await server.call("POST", "/api/v1/license/activate", { body: { licenseKey } });
    return { server, tell, plan, licenseKey, instanceId: body.instanceId as string };
  }

  test("a renewal extends the license, and an older one that comes late does not shorten it", async () => {
    const { server, tell } = await givenSubscription();
    await tell("invoice.paid", 3 * MONTH, invoice(4, BOUGHT + 4 * MONTH));
    const { expiresOn } = await sold(server);
    expect(Date.parse(expiresOn) / 1000).toBe(BOUGHT + 4 * MONTH);
    await tell("invoice.paid", MONTH, invoice(2, BOUGHT + 2 * MONTH));
    expect((await sold(server)).expiresOn).toBe(expiresOn);
  });

  test("a failed payment suspends, and its recovery restores the same key with the same device", async () => {
    const { server, tell, licenseKey, instanceId } = await givenSubscription();
    await tell("invoice.payment_failed", MONTH, invoice(2, BOUGHT + 2 * MONTH));
    expect(await verdict(server, licenseKey, instanceId)).toBe("SUSPENDED");
    expect(await sold(server)).toMatchObject({ status: "suspended", suspendedBy: "sale", enabled: false });
    await tell("invoice.paid", MONTH + 60, invoice(2, BOUGHT + 2 * MONTH));
    expect(await verdict(server, licenseKey, instanceId)).toBe("VALID");
    const told = (await server.eventRows()).filter(({ type }) => type.startsWith("license."));
    expect(told.map(({ type, actor_name }) => [type, actor_name])).toEqual([
      ["license.issued", "Stripe"],
      ["license.edited", "Stripe"],
      ["license.suspended", "Stripe"],
      ["license.edited", "Stripe"],
      ["license.restored", "Stripe"],
    ]);
  });

  test("a pause and an end suspend, and a resumption restores", async () => {
    const { server, tell, licenseKey } = await givenSubscription();
    const end = BOUGHT + MONTH;
    for (const [type, object, code] of [
      ["customer.subscription.paused", subscription("paused", end), "SUSPENDED"],
      ["customer.subscription.resumed", subscription("active", end), "VALID"],
      ["customer.subscription.updated", subscription("past_due", end), "SUSPENDED"],
      ["customer.subscription.updated", subscription("active", end), "VALID"],
      ["customer.subscription.deleted", subscription("canceled", end), "SUSPENDED"],
      ["invoice.paid", invoice(2, end), "SUSPENDED"],
    ] as const) {
      server.clock.move({ minutes: 1 });
      await tell(type, server.clock.now().epochMilliseconds / 1000 - BOUGHT, object);
      expect([type, await verdict(server, licenseKey)]).toEqual([type, code]);
    }
  });

  test("what the vendor suspends, no payment restores", async () => {
    const { server, tell, licenseKey } = await givenSubscription();
    const { id } = await sold(server);
    await suspendLicense(server.withScope("write"), { id, expected: null, reason: null });
    await tell("invoice.payment_failed", MONTH, invoice(2, BOUGHT + 2 * MONTH));
    await tell("invoice.paid", MONTH + 60, invoice(2, BOUGHT + 2 * MONTH));
    expect(await verdict(server, licenseKey)).toBe("SUSPENDED");
    expect((await sold(server)).suspendedBy).toBe("vendor");
  });

  test("an expiry that the vendor has shortened stays so until more is paid", async () => {
    const { server, tell } = await givenSubscription();
    const { id } = await sold(server);
    const token = await server.token("write");
    const body = { expiresOn: "2026-03-12T00:00:00Z" };
    await server.call("PATCH", `/api/v1/licenses/${id}`, { token, body });
    await tell("customer.subscription.updated", 60, subscription("active", BOUGHT + MONTH));
    expect((await sold(server)).expiresOn).toBe(body.expiresOn);
    await tell("customer.subscription.updated", 90, subscription("active", BOUGHT + 2 * MONTH));
    expect(Date.parse((await sold(server)).expiresOn) / 1000).toBe(BOUGHT + 2 * MONTH);
  });

  test.each([
    ["deactivate", "deactivated", "DEACTIVATED"],
    ["suspend", "suspended", "SUSPENDED"],
  ])("a whole refund or a lost dispute does what the product says: %s", async (onRefund, status, code) => {
    for (const [type, object] of [
      ["charge.refunded", charge()],
      ["charge.dispute.closed", { id: "dp_1", charge: "ch_1", payment_intent: "pi_1", status: "lost" }],
    ] as const) {
      const { server, tell, licenseKey, plan } = await givenSubscription();
      const token = await server.token("write");
      await server.call("PATCH", `/api/v1/products/${plan.product.id}`, { token, body: { onRefund } });
      await tell("charge.refunded", 50, charge({ refunded: false, amount_refunded: 100 }));
      await tell("charge.dispute.created", 55, { id: "dp_1", charge: "ch_1", payment_intent: "pi_1" });
      expect(await verdict(server, licenseKey)).toBe("VALID");
      await tell(type, 60, object);
      expect((await sold(server)).status).toBe(status);
      expect(await verdict(server, licenseKey)).toBe(code);
    }
  });

  test("a refund that comes before its checkout is kept until then", async () => {
    const server = await givenStripeServer();
    const plan = await server.plan();
    await send(server, event("charge.refunded", BOUGHT + 60, charge()));
    expect((await read(server, "/sales/events")).items).toMatchObject([{ state: "waiting" }]);
    const session = checkout({ metadata: { keywright_plan: plan.identifier } });
    await send(server, event("checkout.session.completed", BOUGHT, session));
    expect((await sold(server)).status).toBe("deactivated");
    expect((await read(server, "/sales/events?state=waiting")).items).toEqual([]);
    // Nobody is mailed a key that has ended.
    expect(await outboxOf(server)).toEqual([]);
  });

  test("what does not concern a sale is kept as ignored", async () => {
    const server = await givenStripeServer();
    expect(await send(server, event("customer.updated", BOUGHT, { id: "cus_1" }))).toMatchObject({ status: 200 });
    expect((await read(server, "/sales/events")).items).toMatchObject([{ state: "ignored", effects: [] }]);
  });
});
