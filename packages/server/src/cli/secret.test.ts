import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openInstallation } from "#app.ts";
import { givenFolder } from "#test/folder.ts";
import { Given, GivenServer, givenSettings, TestClock } from "#test/given.ts";
import { runCommand, runKeywright, startProcess } from "#test/process.ts";

/* The embedded engine's: with PostgreSQL the secret always comes from the settings. */

const ROTATE = ["secret", "rotate"];

/** A shop whose secret lies beside its database, and a key of it. */
async function givenShop() {
  const folder = givenFolder();
  const environment = { KEYWRIGHT_DATA_DIR: folder };
  const { services, close } = await openInstallation(await givenSettings(environment));
  const { key } = await new Given(services, new TestClock()).license();
  await close();
  const secrets = () => readdirSync(folder).filter((name) => name.startsWith("secret"));
  const secret = (name = "secret") => readFileSync(join(folder, name), "utf8").trim();
  return { environment, services, key, secrets, secret };
}

async function validated({ environment, services, key }: Awaited<ReturnType<typeof givenShop>>, more = {}) {
  const started = await startProcess({ ...environment, ...more });
  const server = new GivenServer(services, new TestClock(), started.url);
  const { body } = await server.call("POST", "/license/validate", { body: { licenseKey: key } });
  await started.kill("SIGTERM");
  return body.code;
}

test("while no server runs, a generated secret is changed in one go, and the one of before is kept", async () => {
  const shop = await givenShop();
  const before = shop.secret();
  const { status, stdout, stderr } = await runCommand(ROTATE, shop.environment);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  expect(stderr).not.toContain(shop.secret());
  const [secret, retired = ""] = shop.secrets();
  expect([secret, retired]).toEqual(["secret", expect.stringMatching(/^secret\.until-\d{4}-\d\d-\d\dT\d{6}/)]);
  expect(stderr).toContain(retired);
  expect(shop.secret()).toMatch(/^[\w-]{43}$/);
  expect(shop.secret()).not.toBe(before);
  expect(shop.secret(retired)).toBe(before);
  expect(await validated(shop)).toBe("VALID");
});

test("while a server runs, it is first started anew so that it knows both, and serves all the time", async () => {
  const shop = await givenShop();
  const former = await startProcess(shop.environment);
  const begun = await runCommand(ROTATE, shop.environment);
  expect(begun).toMatchObject({ status: 1, stderr: expect.stringContaining("Start the server anew") });
  expect(shop.secrets()).toEqual(["secret", "secret.previous"]);
  await former.kill("SIGTERM");

  const server = await startProcess(shop.environment);
  expect(await runCommand(ROTATE, shop.environment)).toMatchObject({ status: 0 });
  expect(shop.secrets()).toEqual(["secret", expect.stringContaining("secret.until-")]);
  const given = new GivenServer(shop.services, new TestClock(), server.url);
  const { body } = await given.call("POST", "/license/validate", { body: { licenseKey: shop.key } });
  expect(body.code).toBe("VALID");
  await server.kill("SIGTERM");
  expect(await validated(shop)).toBe("VALID");
});

test("a backup from the time of the former secret is restored with both, and sealed with the new one", async () => {
  const shop = await givenShop();
  const file = join(givenFolder(), "shop.backup");
  await runKeywright(["backup", file], shop.environment);
  await runCommand(ROTATE, shop.environment);
  const [, retired = ""] = shop.secrets();

  const refused = await runCommand(["restore", file, "--replace"], shop.environment);
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("made with another secret") });
  const both = {
    ...shop.environment,
    KEYWRIGHT_SECRET: shop.secret(),
    KEYWRIGHT_SECRET_PREVIOUS: shop.secret(retired),
  };
  expect(await runCommand(["restore", file, "--replace"], both)).toMatchObject({ status: 0 });
  expect(await runCommand(ROTATE, both)).toMatchObject({ status: 0 });
  expect(await validated(shop)).toBe("VALID");
});

test.each<[string, Record<string, string>, RegExp]>([
  [
    "which comes from the settings",
    { KEYWRIGHT_SECRET: "a secret of 32 characters or more" },
    /three steps.*\n.*openssl/,
  ],
  ["of no database", {}, /There is no secret to change/],
  [
    "of which only the previous one is said",
    { KEYWRIGHT_SECRET_PREVIOUS: "a secret of 32 characters or more" },
    /^KEYWRIGHT_SECRET must be set when KEYWRIGHT_SECRET_PREVIOUS is/,
  ],
  [
    "whose previous one is too short",
    { KEYWRIGHT_SECRET: "a secret of 32 characters or more", KEYWRIGHT_SECRET_PREVIOUS: "short" },
    /^KEYWRIGHT_SECRET_PREVIOUS must have 32 characters or more, and has 5/,
  ],
])("a secret %s is not changed, and it is said why", async (_which, secrets, said) => {
  const { status, stderr } = await runCommand(ROTATE, { KEYWRIGHT_DATA_DIR: givenFolder(), ...secrets });
  expect(status).toBe(1);
  expect(stderr).toMatch(said);
});
