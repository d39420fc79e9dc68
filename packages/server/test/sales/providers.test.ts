import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Answer, type GivenServer, givenServer } from "#test/given.ts";

const SECRET = "the secret of the tests";
const MONTHLY = { expiry: { value: 1, unit: "months", from: "purchase" } } as const;

function hmac(text: string): string {
  return createHmac("sha256", SECRET).update(text).digest("hex");
}

/** Sends an event as Paddle does. */
function sendPaddle(server: GivenServer, event: object, { age = 0, secret = "" } = {}): Promise<Answer> {
  const body = JSON.stringify(event);
  const time = Math.floor(server.clock.now().epochMilliseconds / 1000) - age;
  const signature = `ts=${time};h1=${hmac(`${time}:${body}${secret}`)}`;
  return server.call("POST", "/hooks/paddle", { body, headers: { "paddle-signature": signature } });
}

/** Sends an event as Lemon Squeezy does. */
function sendLemonSqueezy(server: GivenServer, event: object, secret = ""): Promise<Answer> {
  const body = JSON.stringify(event);
  return server.call("POST", "/hooks/lemon-squeezy", { body, headers: { "x-signature": hmac(body + secret) } });
}

async function sold(server: GivenServer) {
  const token = await server.token("read");
  const { items } = (await server.call("GET", "/api/v1/orders", { token })).body;
  expect(items).toHaveLength(1);
  return items[0];
}

/** Every order of a few things. */
function orders<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((first, index) =>
    orders(things.filter((_, each) => each !== index)).map((rest) => [first, ...rest]),
  );
}

describe("Paddle", () => {
  const event = (id: string, type: string, at: string, data: object) => ({
    event_id: id,
    event_type: type,
    occurred_at: at,
    data,
  });

  function history(plan: string) {
    const item = { price: { id: "pri_1" } };
    return [
      event("evt_1", "transaction.completed", "2026-03-10T09:00:00.000Z", {
        id: "txn_1",
        subscription_id: "sub_1",
        origin: "web",
        custom_data: { keywright_plan: plan, email: "lena@brandtfilm.example" },
        items: [item],
        billing_period: { ends_at: "2026-04-10T09:00:00.000Z" },
        details: { totals: { grand_total: "4900", currency_code: "EUR" } },
      }),
      event("evt_2", "subscription.past_due", "2026-04-10T09:00:00.000Z", { id: "sub_1", status: "past_due" }),
      event("evt_3", "transaction.completed", "2026-04-11T09:00:00.000Z", {
        id: "txn_2",
        subscription_id: "sub_1",
        origin: "subscription_recurring",
        billing_period: { ends_at: "2026-05-10T09:00:00.000Z" },
      }),
      event("evt_4", "adjustment.updated", "2026-04-12T09:00:00.000Z", {
        transaction_id: "txn_2",
        subscription_id: "sub_1",
        action: "refund",
        type: "partial",
        status: "approved",
      }),
    ];
  }

  test("a sale is an order, and its outcome is the same for every order of delivery", async () => {
    const [first] = orders([0, 1, 2, 3]);
    for (const order of [first, [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]]) {
      const server = await givenServer({ PADDLE_WEBHOOK_SECRET: SECRET });
      const plan = await server.plan(MONTHLY);
      const told = history(plan.identifier);
      for (const index of order ?? []) expect((await sendPaddle(server, told[index] ?? {})).status).toBe(200);
      expect((await sendPaddle(server, told[0] ?? {})).status).toBe(200);
      expect(await sold(server)).toMatchObject({
        source: "paddle",
        amount: { value: "49.00", currency: "EUR" },
        customer: { email: "lena@brandtfilm.example" },
        license: { status: "active", expiresOn: "2026-05-10T09:00:00Z" },
      });
    }
  });

  test("a signature that is wrong or old is refused", async () => {
    const server = await givenServer({ PADDLE_WEBHOOK_SECRET: SECRET });
    const [told = {}] = history("none");
    for (const options of [{ secret: "another" }, { age: 600 }])
      expect(await sendPaddle(server, told, options)).toMatchObject({
        status: 400,
        body: { code: "INVALID_SIGNATURE" },
      });
  });
});

describe("Lemon Squeezy", () => {
  const event = (name: string, data: object, custom = {}) => ({
    meta: { event_name: name, custom_data: custom },
    data,
  });

  function history(plan: string) {
    return [
      event(
        "order_created",
        {
          id: "7",
          attributes: {
            status: "paid",
            user_email: "lena@brandtfilm.example",
            user_name: "Lena Brandt",
            total: 4900,
            currency: "EUR",
            first_order_item: { variant_id: 12 },
            created_at: "2026-03-10T09:00:00.000000Z",
            updated_at: "2026-03-10T09:00:00.000000Z",
          },
        },
        { keywright_plan: plan },
      ),
      event("subscription_updated", {
        id: "3",
        attributes: {
          order_id: 7,
          status: "active",
          renews_at: "2026-05-10T09:00:00.000000Z",
          updated_at: "2026-04-10T09:00:00.000000Z",
        },
      }),
      event("subscription_expired", {
        id: "3",
        attributes: { order_id: 7, status: "expired", updated_at: "2026-05-11T09:00:00.000000Z" },
      }),
    ];
  }

  test("a sale is an order, and its outcome is the same for every order of delivery", async () => {
    for (const order of orders([0, 1, 2])) {
      const server = await givenServer({ LEMON_SQUEEZY_WEBHOOK_SECRET: SECRET });
      const plan = await server.plan(MONTHLY);
      const told = history(plan.identifier);
      for (const index of [...order, ...order])
        expect((await sendLemonSqueezy(server, told[index] ?? {})).status).toBe(200);
      expect(await sold(server)).toMatchObject({
        source: "lemon_squeezy",
        amount: { value: "49.00", currency: "EUR" },
        customer: { name: "Lena Brandt" },
        license: { status: "suspended", expiresOn: "2026-05-10T09:00:00Z" },
      });
    }
  });

  test("a signature that is wrong is refused", async () => {
    const server = await givenServer({ LEMON_SQUEEZY_WEBHOOK_SECRET: SECRET });
    const [told = {}] = history("none");
    expect(await sendLemonSqueezy(server, told, "another")).toMatchObject({ status: 400 });
  });
});
