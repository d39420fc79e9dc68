import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Stripe } from "stripe";
import { onTestFinished } from "vitest";
import { type Answer, type GivenServer, givenServer } from "#test/given.ts";

/* Stripe as a test needs it: events as Stripe sends them, signed by Stripe's own package, and a little of its API. */

export const SECRET = "whsec_of_the_tests";
/** The moment of a purchase, in Stripe's seconds. */
export const BOUGHT = Temporal.Instant.from("2026-03-10T09:00:00Z").epochMilliseconds / 1000;
export const MONTH = 31 * 86_400;

export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: Record<string, unknown> };
}

export async function givenStripeServer(environment: Record<string, string> = {}): Promise<GivenServer> {
  return givenServer({ STRIPE_WEBHOOK_SECRET: SECRET, ...environment });
}

let count = 0;

export function event(type: string, created: number, object: Record<string, unknown>): StripeEvent {
  return { id: `evt_${++count}`, type, created, data: { object } };
}

/** Sends an event as Stripe does. */
export function send(server: GivenServer, sent: StripeEvent | string, secret = SECRET): Promise<Answer> {
  const payload = typeof sent === "string" ? sent : JSON.stringify({ object: "event", ...sent });
  const timestamp = Math.floor(server.clock.now().epochMilliseconds / 1000);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return server.call("POST", "/hooks/stripe", { body: payload, headers: { "stripe-signature": signature } });
}

/** A checkout that was paid. */
export function checkout(but: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "cs_1",
    object: "checkout.session",
    mode: "payment",
    payment_status: "paid",
    payment_intent: "pi_1",
    amount_total: 14_900,
    currency: "eur",
    customer_details: { email: "lena@brandtfilm.example", name: "Lena Brandt" },
    metadata: {},
    ...but,
  };
}

/** The invoice of one period of a subscription, in the shape of today's API. */
export function invoice(number: number, end: number, but: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: `in_${number}`,
    object: "invoice",
    billing_reason: number === 1 ? "subscription_create" : "subscription_cycle",
    amount_paid: 4_900,
    currency: "eur",
    customer_email: "lena@brandtfilm.example",
    customer_name: "Lena Brandt",
    parent: { type: "subscription_details", subscription_details: { subscription: "sub_1", metadata: {} } },
    lines: { data: [{ period: { start: end - MONTH, end }, pricing: { price_details: { price: "price_1" } } }] },
    ...but,
  };
}

export function subscription(status: string, end: number, but: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "sub_1",
    object: "subscription",
    status,
    metadata: {},
    items: { data: [{ price: { id: "price_1" }, current_period_end: end }] },
    ...but,
  };
}

export function charge(but: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "ch_1",
    object: "charge",
    payment_intent: "pi_1",
    amount: 14_900,
    amount_refunded: 14_900,
    refunded: true,
    ...but,
  };
}

/**
 * A server that answers as Stripe's API does: which prices a checkout has sold. Answers its address.
 * @param state when it answers with an error instead
 */
export async function givenStripeApi(
  prices: Readonly<Record<string, string>>,
  state: { error: number | null } = { error: null },
): Promise<string> {
  const api = createServer((request, response) => {
    if (state.error !== null) {
      response.writeHead(state.error, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { type: "api_error", message: "not now" } }));
      return;
    }
    const session = /^\/v1\/checkout\/sessions\/([^/]+)\/line_items/.exec(request.url ?? "")?.[1] ?? "";
    const price = prices[session];
    const data = price === undefined ? [] : [{ id: "li_1", object: "item", price: { id: price, object: "price" } }];
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ object: "list", data, has_more: false, url: request.url }));
  });
  await new Promise<void>((listening) => api.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void api.close());
  return `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
}
