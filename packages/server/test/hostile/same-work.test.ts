import { randomBytes } from "node:crypto";
import { formatKey, KEY_RANDOM_BYTES } from "@keywright/contract/license-key";
import { describe, expect, test } from "vitest";
import { activate } from "#actions/activations/activate.ts";
import { deactivate } from "#actions/activations/deactivate.ts";
import type { Context } from "#actions/context.ts";
import { explainLicense } from "#actions/licenses/explain.ts";
import { findLicenseOfKey } from "#actions/licenses/find.ts";
import { validate } from "#actions/licenses/validate.ts";
import { signInByKey } from "#actions/portal/sign-in-by-key.ts";
import { authenticate } from "#actions/tokens/authenticate.ts";
import { createToken } from "#actions/tokens/create.ts";
import { revokeServerToken } from "#actions/tokens/revoke.ts";
import { createOwner } from "#actions/users/create-owner.ts";
import { formatToken, TOKEN_RANDOM_BYTES } from "#domain/tokens/token.ts";
import { APPLICATION, givenInstallation, givenServer, OPERATOR, OWNER, taken } from "#test/given.ts";
import { workOf } from "#test/work.ts";

/*
 * That nobody is told by how long an answer takes what the answer does not say: what is done for each of them is the same.
 * It is counted and not timed, since times tell what else the machine does.
 */

const NOTHING = { instanceId: null, fingerprint: null, productIdentifier: null };

const CALLS: Readonly<Record<string, (context: Context, licenseKey: string) => Promise<unknown>>> = {
  validate: (context, licenseKey) => validate(context, { ...NOTHING, licenseKey }),
  "validate a device": (context, licenseKey) => validate(context, { ...NOTHING, licenseKey, fingerprint: "laptop" }),
  activate: (context, licenseKey) =>
    activate(context, {
      ...{ licenseKey, name: null, fingerprint: null, metadata: {}, customerId: null },
      ...{ productIdentifier: null, idempotencyKey: null },
    }),
  deactivate: (context, licenseKey) => deactivate(context, { licenseKey, instanceId: "x" }),
  find: (context, licenseKey) => findLicenseOfKey(context, licenseKey),
  explain: (context, licenseKey) => explainLicense(context, { licenseKey }, null),
};

describe("a key that there is not, one that can be none, and one of another product are answered the same, with the same work", () => {
  test.each(Object.entries(CALLS))("%s", async (_name, call) => {
    const given = await givenInstallation();
    const [own, foreign] = [await given.license(), await given.license()];
    const context = given.withScope("read", own.product.id);
    // Once before, so that what is remembered is remembered.
    for (const key of [own.key, foreign.key]) await validate(given.as(APPLICATION), { ...NOTHING, licenseKey: key });

    const seen = [];
    for (const key of [unknownKey(), "no key at all", foreign.key, unknownKey(), foreign.key]) {
      let answer: unknown;
      const work = await workOf(given.services.vault, async () => {
        answer = await call(context, key);
      });
      expect(work.statements.length).toBeGreaterThan(0);
      expect(work.hashes).toBeGreaterThan(0);
      seen.push({ answer, work });
    }
    for (const each of seen) expect(each).toEqual(seen[0]);
  });

  test("signing in to the portal", async () => {
    const { services } = await givenInstallation();
    const seen = [];
    for (const key of [unknownKey(), "no key at all"]) {
      let answer: unknown;
      const work = await workOf(services.vault, async () => {
        answer = await signInByKey(services, key);
      });
      expect(work.statements.length).toBeGreaterThan(0);
      seen.push({ answer, work });
    }
    expect(seen[1]).toEqual(seen[0]);
  });
});

test("a token that there never was and one that was revoked are answered the same, with the same work", async () => {
  const given = await givenInstallation();
  const revoked = taken(await createToken(given.as(OPERATOR), { name: "shop", scope: "read" }));
  await authenticate(given.services, revoked.text);
  taken(await revokeServerToken(given.as(OPERATOR), revoked.token.id));
  const seen = [];
  for (const token of [formatToken(randomBytes(TOKEN_RANDOM_BYTES)), revoked.text]) {
    let answer: unknown;
    const work = await workOf(given.services.vault, async () => {
      answer = await authenticate(given.services, token);
    });
    expect(work.hashes).toBeGreaterThan(0);
    seen.push({ answer, work });
  }
  expect(seen[0]?.answer).toBe("unknown");
  expect(seen[1]).toEqual(seen[0]);
});

test("signing in hashes a password whether or not the e-mail is a user's, and answers the same", async () => {
  const server = await givenServer({ KEYWRIGHT_RATE_LIMIT: "on" });
  taken(await createOwner(server.as(OPERATOR), OWNER));
  const seen = [];
  for (const email of [OWNER.email, "nobody@example.com"]) {
    let answer: unknown;
    const { passwords } = await workOf(server.services.vault, async () => {
      const body = { email, password: "a guess of mine" };
      const { status, body: told } = await server.call("POST", "/api/auth/sign-in/email", { body });
      answer = { status, told: { ...told, requestId: null } };
    });
    seen.push({ answer, passwords });
  }
  expect(seen[0]).toMatchObject({ answer: { status: 401 }, passwords: 1 });
  expect(seen[1]).toEqual(seen[0]);
});

function unknownKey(): string {
  return formatKey("KEY", randomBytes(KEY_RANDOM_BYTES));
}
