import fc from "fast-check";
import { expect, test } from "vitest";
import { type GivenServer, givenServer } from "#test/given.ts";
import { freeObject } from "#test/hostile/arbitrary.ts";

/* Whatever a text says, it is a text: it comes back as it was sent. */

const TEXTS = [
  "'; DROP TABLE licenses; --",
  '" OR 1=1 /*',
  "Robert'); DELETE FROM customers;",
  "<script>alert(1)</script>&amp;&lt;",
  '"><img src=x onerror=alert(1)>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it looks like one on purpose
  "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
  "%s %n %x %d %1$s {0} \\n \\u0041 \\x41",
  "../../etc/passwd\\..\\..\\",
  "$(reboot) `reboot` | reboot & reboot",
  "=cmd|'/c calc'!A1",
  "null",
  "undefined NaN Infinity 1e999 -0 007",
  "  both ends \u00a0",
  "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 é e\u0301 \u212b Å",
  "\u202eright to left\u202c עברית العربية",
  "zero\u200bwidth\u200d\ufeff\u2060 soft\u00adhyphen",
  "Z\u0351\u036b\u0343a\u0334\u0321l\u0356\u0329g\u0360\u035eo\u0322",
  "\ufdd0\uffff noncharacters \u{10ffff} \ue000 private",
  "İstanbul ıi ßẞ ﬁ Ǆ ς",
  "日本語 한국어 ไทย हिन्दी",
];

/** Texts that a name may be: no control characters, no lone surrogates. */
const anyText = fc
  .string({ unit: "binary", minLength: 1, maxLength: 60 })
  .filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));

test("hostile texts come back as they were sent, from every field that takes a text", async () => {
  const { server, token } = await givenTrust();
  for (const text of TEXTS) await expectVerbatim(server, token, text, { [text]: [text, { [text]: text }] });
});

test("any text and any metadata come back as they were sent", async () => {
  const { server, token } = await givenTrust();
  await fc.assert(
    fc.asyncProperty(anyText, freeObject, (text, metadata) => expectVerbatim(server, token, text, metadata)),
    { numRuns: 60 },
  );
});

test("metadata keeps its names and values: nothing is re-cased, no number is rounded, nothing is taken for code", async () => {
  const { server, token } = await givenTrust();
  const metadata = {
    snake_case: { inner_name: 1, innerName: 2, "kebab-name": 3, UPPER: 4 },
    camelCase: [{ licenseKey: "not a key" }, [[]], [], {}, ""],
    "1": "one",
    "10": "ten",
    "2": "two",
    "-1": "minus one",
    "": "no name",
    toJSON: "not called",
    constructor: { prototype: null },
    hasOwnProperty: 1,
    numbers: [
      Number.MAX_SAFE_INTEGER,
      -Number.MAX_SAFE_INTEGER,
      Number.MAX_VALUE,
      5e-324,
      0.1,
      1e21,
      123456789.12345679,
    ],
    others: [true, false, null],
  };
  await expectVerbatim(server, token, "plain", metadata);
});

/** Sends the text in every field that takes one, and looks at what reading them answers. */
async function expectVerbatim(server: GivenServer, token: string, text: string, metadata: object): Promise<void> {
  const made = async (path: string, body: unknown) => {
    const answer = await server.call("POST", path, { token, body });
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(201);
    return answer.body;
  };
  const read = async (path: string) => (await server.call("GET", path, { token })).body;
  const number = ++count;
  const words = { name: text, description: `${text}\n\t${text}` };

  const product = await made("/api/v1/products", { ...words, identifier: `p-${number}`, taxCode: text });
  expect(await read(`/api/v1/products/${product.id}`)).toMatchObject({ ...words, taxCode: text });

  const plan = await made(`/api/v1/products/${product.id}/plans`, {
    ...words,
    identifier: `plan-${number}`,
    license: {},
  });
  expect(await read(`/api/v1/plans/${plan.id}`)).toMatchObject({ ...words, product: { name: text } });

  const customer = {
    email: `${number}+${text.replace(/[\s@]/gu, "")}@example.com`,
    name: text,
    customerId: `${number}:${text}`,
  };
  const order = await made("/api/v1/orders", { planId: plan.id, customer });
  expect(await read(`/api/v1/orders/${order.id}`)).toMatchObject({ customer, plan: { name: text } });
  const found = await read(`/api/v1/customers?email=${encodeURIComponent(customer.email)}`);
  expect(found.items).toEqual([expect.objectContaining(customer)]);

  const { licenseKey } = order.license;
  const device = { fingerprint: text, instanceName: text };
  const { instanceId } = await made("/api/v1/license/activate", { licenseKey, ...device, metadata });
  const { items } = await read(`/api/v1/licenses/${order.license.id}/activations`);
  expect(items).toEqual([expect.objectContaining({ instanceId, fingerprint: text, name: text, metadata })]);
  const { body: validated } = await server.call("POST", "/api/v1/license/validate", {
    body: { licenseKey, fingerprint: text, productIdentifier: `p-${number}` },
    token,
  });
  expect(validated).toMatchObject({ valid: true, license: { customer, plan: words } });
  expect(validated.metadata).toEqual(metadata);
}

let count = 0;

async function givenTrust() {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  return { server, token: await server.token() };
}
