import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { validate } from "#actions/licenses/validate.ts";
import { LETTER } from "#actions/mails/enqueue.ts";
import { placeOrder } from "#actions/orders/place.ts";
import { findSession, openSession } from "#actions/portal/session.ts";
import { rotateSecret } from "#actions/secret/rotate.ts";
import { authenticate } from "#actions/tokens/authenticate.ts";
import { beginTwoStep } from "#actions/users/begin-two-step.ts";
import { createOwner } from "#actions/users/create-owner.ts";
import { switchOnTwoStep } from "#actions/users/switch-on-two-step.ts";
import { openInstallation } from "#app.ts";
import { spellSecret } from "#domain/users/two-step.ts";
import { createVault } from "#kit/vault.ts";
import { holdSecretCheck, readSecrets } from "#store/installation.ts";
import { digestOfRecoveryCode, openTwoStepSecret } from "#store/two-step-secrets.ts";
import { ENGINE, givenDatabase } from "#test/database.ts";
import { APPLICATION, Given, givenSettings, OPERATOR, OWNER, TestClock, taken } from "#test/given.ts";
import { mailTo, outboxOf, writeMails } from "#test/outbox.ts";
import { codeFor } from "#test/two-step.ts";

const FORMER = "the former secret, which is long enough";
const LATTER = "the latter secret, which is long enough";
/** More than are sealed anew in one transaction. */
const LICENSES = 120;

/** A shop, and how processes open it that know these secrets. */
async function givenShop() {
  const database = await givenDatabase();
  const open = async (current: string, previous = ""): Promise<Given> => {
    const secrets = { KEYWRIGHT_SECRET: current, KEYWRIGHT_SECRET_PREVIOUS: previous };
    const { services, close } = await openInstallation(await givenSettings({ ...database, ...secrets }), clock);
    onTestFinished(close);
    return new Given(services, clock);
  };
  const clock = new TestClock();
  const before = await open(FORMER);
  const { id: planId } = await before.plan();
  const keys: string[] = [];
  const sell = async (given: Given): Promise<string> => {
    const customer = { email: "a@example.com", name: null, customerId: null };
    const order = taken(await placeOrder(given.as(OPERATOR), { plan: { id: planId }, customer, amount: null }));
    const key = order.license?.key ?? "";
    keys.push(key);
    return key;
  };
  for (let number = 0; number < LICENSES; number++) await sell(before);
  return { before, open, sell, keys };
}

async function isValid(given: Given, licenseKey: string): Promise<boolean> {
  const device = { instanceId: null, fingerprint: null, productIdentifier: null };
  return taken(await validate(given.as(APPLICATION), { licenseKey, ...device })).verdict.valid;
}

const rotate = (given: Given, onStep?: (step: { done: number }) => void) => rotateSecret(given.as(OPERATOR), onStep);

/** How many keys and letters this secret alone opens. */
async function sealedWith(given: Given, secret: string): Promise<{ keys: number; letters: number }> {
  const { open } = createVault(secret);
  const opens = (purpose: string, sealed: Uint8Array | null, bound: string) => {
    try {
      return sealed !== null && open(purpose, sealed, bound) !== "";
    } catch {
      return false;
    }
  };
  const licenses = await given.services.store.read.selectFrom("licenses").select(["id", "key_sealed"]).execute();
  const mails = await outboxOf(given);
  return {
    keys: licenses.filter(({ id, key_sealed }) => opens("license-key", key_sealed, id)).length,
    letters: mails.filter(({ id, content_sealed }) => opens(LETTER, content_sealed, id)).length,
  };
}

test("broken off half-way, every process that knows both secrets goes on; once it is done, the former one is not needed", async () => {
  const { before, open, sell, keys } = await givenShop();
  const token = await before.token();
  await writeMails(before, [mailTo("a@example.com")]);
  const { customer } = taken(await firstOrder(before));
  const session = taken(await openSession(before.services, { customer, licenseId: null }, "key", async () => null));

  const [one, other] = [await open(LATTER, FORMER), await open(LATTER, FORMER)];
  const soldBefore = await sell(one);
  // Not one of them writes with the latter secret until all of them do: this one knows the former alone.
  expect(await isValid(before, soldBefore)).toBe(true);

  const broken = rotate(one, ({ done }) => {
    if (done > 0) throw new Error("broken off");
  });
  await expect(broken).rejects.toThrow("broken off");
  expect(await sealedWith(one, FORMER)).toEqual({ keys: LICENSES + 1 - 100, letters: LICENSES + 2 });
  expect(await sealedWith(one, LATTER)).toEqual({ keys: 100, letters: 0 });

  const sold = [await sell(one), await sell(other)];
  await writeMails(other, [mailTo("b@example.com")]);
  expect(await sealedWith(one, LATTER)).toEqual({ keys: 102, letters: 3 });
  for (const given of [one, other]) {
    for (const key of [...keys.slice(0, 2), ...keys.slice(-5), ...sold]) expect(await isValid(given, key)).toBe(true);
    expect(await isValid(given, "HALC-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")).toBe(false);
    expect(await authenticate(given.services, token)).toMatchObject({ kind: "token" });
  }
  await expect(open(LATTER)).rejects.toThrow(/is being changed.*KEYWRIGHT_SECRET_PREVIOUS/);
  await expect(open(FORMER)).rejects.toThrow(/made with another secret/);
  await expect(open(LATTER, "a secret that was never that of this shop")).rejects.toThrow(/is being changed/);

  expect(await one.eventsOf(() => rotate(other))).toEqual(["secret.rotated"]);
  expect(await sealedWith(one, LATTER)).toEqual({ keys: keys.length, letters: keys.length + 2 });
  // And again, by somebody who does not know that it is done.
  const stored = await one.stored();
  expect(await rotate(one)).toBeUndefined();
  expect(await one.stored()).toBe(stored);

  const after = await open(LATTER);
  for (const key of keys) expect(await isValid(after, key)).toBe(true);
  expect(await authenticate(after.services, token)).toMatchObject({ kind: "token" });
  expect(await findSession(after.services, session.token)).toMatchObject({ actor: { id: customer.id } });
  await expect(open(FORMER)).rejects.toThrow(/made with another secret/);

  const third = await open("the third secret, which is long enough", LATTER);
  await rotate(third);
  const last = await open("the third secret, which is long enough");
  expect(await isValid(last, keys[0] ?? "")).toBe(true);
  expect(await authenticate(last.services, token)).toMatchObject({ kind: "token" });
});

async function firstOrder(given: Given) {
  const { read } = given.services.store;
  const row = await read
    .selectFrom("customers")
    .select(["id", "customer_id", "email", "name"])
    .executeTakeFirstOrThrow();
  return { customer: { ...row, customerId: row.customer_id } };
}

test("the secret of a user's app outlives the secret of the installation, and so do the recovery codes", async () => {
  const { before, open } = await givenShop();
  const user = taken(await createOwner(before.as(OPERATOR), OWNER));
  const self = (given: Given) => given.as({ kind: "user", ...user });
  const { secret } = taken(await beginTwoStep(self(before), OWNER.password));
  await rotate(await open(LATTER, FORMER));

  const after = await open(LATTER);
  const code = codeFor(secret, after.clock.now());
  const codes = taken(await switchOnTwoStep(self(after), { code, sessionId: "none" }));
  await rotate(await open("the third secret, which is long enough", LATTER));
  const last = await open("the third secret, which is long enough");
  const { read } = last.services.store;
  const { secret_sealed } = await read.selectFrom("two_steps").select("secret_sealed").executeTakeFirstOrThrow();
  expect(spellSecret(openTwoStepSecret(last.services.vault, user.id, secret_sealed))).toBe(secret);
  const digest = digestOfRecoveryCode(last.services.vault, user.id, (codes[0] ?? "").replace("-", ""));
  const kept = await read.selectFrom("recovery_codes").select("digest").execute();
  expect(kept.map((row) => Buffer.from(row.digest))).toContainEqual(Buffer.from(digest));
});

test("a process that does not know the secret in use says so, and tells nobody that their key is none", async () => {
  const { before, open, sell, keys } = await givenShop();
  await rotate(await open(LATTER, FORMER));
  await expect(sell(before)).rejects.toThrow("UNAVAILABLE");
  await expect(writeMails(before, [mailTo("a@example.com")])).rejects.toThrow("UNAVAILABLE");
  const device = { instanceId: null, fingerprint: null, productIdentifier: null };
  // One that it has not kept in memory.
  const validated = await validate(before.as(APPLICATION), { licenseKey: keys[7] ?? "", ...device });
  expect(validated).toMatchObject({ refusal: "UNAVAILABLE" });
});

test("whoever seals something while the change begins is waited for, and so nothing is overlooked", async () => {
  const { before, open } = await givenShop();
  const [one, other] = [await open(LATTER, FORMER), await open(LATTER, FORMER)];
  let rotating: Promise<unknown> = Promise.resolve();
  await one.services.store.transaction(async (tx) => {
    await holdSecretCheck(tx);
    let isOver = false;
    rotating = rotate(other).then(() => (isOver = true));
    // The embedded engine lets nobody else write meanwhile.
    if (ENGINE === "postgres") await expect.poll(async () => isOver || (await waiting(before)) > 0).toBe(true);
    expect(isOver).toBe(false);
    return { end: "commit", value: undefined };
  });
  await rotating;
  const known = await readSecrets(one.services.store.read);
  expect(Buffer.from(known?.check ?? [])).toEqual(createVault(LATTER).checks.current);
});

/** How many sessions of this database wait for a lock. */
async function waiting({ services }: Given): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(services.store.read);
  return rows[0]?.waiting ?? 0;
}
