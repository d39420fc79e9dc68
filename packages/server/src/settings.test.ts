import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readSettings, type Settings } from "#settings.ts";

test("nothing need be set", () => {
  expect(readSettings({})).toEqual({
    host: "127.0.0.1",
    port: 4000,
    dataDir: resolve("data"),
    database: { engine: "sqlite", path: resolve("data/keywright.db") },
    secret: null,
    previousSecret: null,
    publicUrl: null,
    owner: null,
    mail: null,
    sales: { stripe: null, paddle: null, lemonSqueezy: null },
    proxies: null,
    allowances: { address: 3_000, key: 6_000, token: 60_000 },
    limitCeiling: 100,
    keptDays: 365,
    logLevel: "info",
  });
});

test("what is set is taken, and what is set to nothing counts as not set", () => {
  const secret = "x".repeat(32);
  const settings = readSettings({
    HOST: "0.0.0.0",
    PORT: "8080",
    KEYWRIGHT_DATA_DIR: "/srv/keywright",
    KEYWRIGHT_SECRET: secret,
    KEYWRIGHT_PUBLIC_URL: "https://Licenses.example.com/",
    KEYWRIGHT_OWNER_EMAIL: "lena@example.com",
    KEYWRIGHT_OWNER_PASSWORD: " ten chars ",
    SMTP_URL: "smtps://keys:secret@mail.example.com",
    KEYWRIGHT_MAIL_FROM: "Example Shop <keys@example.com>",
    KEYWRIGHT_TRUST_PROXY: "10.0.0.0/8, loopback",
    KEYWRIGHT_RATE_LIMIT: "off",
    KEYWRIGHT_LOG_LEVEL: "",
  });
  expect(settings).toMatchObject({
    host: "0.0.0.0",
    port: 8080,
    dataDir: "/srv/keywright",
    secret,
    publicUrl: "https://licenses.example.com",
    owner: { email: "lena@example.com", password: " ten chars " },
    mail: {
      server: {
        host: "mail.example.com",
        port: 465,
        isEncrypted: true,
        credentials: { user: "keys", password: "secret" },
      },
      from: { name: "Example Shop", address: "keys@example.com" },
    },
    allowances: null,
    logLevel: "info",
  });
  const { proxies } = settings as Settings;
  expect(["10.1.2.3", "127.0.0.1", "::1", "11.1.2.3"].map((address) => proxies?.(address))).toEqual([
    ...[true, true, true],
    false,
  ]);
});

test.each([
  ["PORT", "http", /whole number from 0 to 65535/],
  ["PORT", "65536", /whole number/],
  ["PORT", "-1", /whole number/],
  ["KEYWRIGHT_SECRET", "too short", /32 characters or more, and has 9/],
  ["KEYWRIGHT_TRUST_PROXY", "my proxy", /addresses or networks of your proxies/],
  ["KEYWRIGHT_RATE_LIMIT", "perhaps", /one of on, off/],
  ["KEYWRIGHT_LIMIT_PER_ADDRESS", "99", /whole number from 100 to 999999999/],
  ["KEYWRIGHT_LIMIT_PER_KEY", "many", /whole number/],
  ["KEYWRIGHT_LIMIT_PER_TOKEN", "1e9", /whole number/],
  ["KEYWRIGHT_ACTIVATION_LIMIT_CEILING", "0", /from 1/],
  ["KEYWRIGHT_PUBLIC_URL", "licenses.example.com", /must be an address such as/],
  ["KEYWRIGHT_PUBLIC_URL", "ftp://example.com", /must be an address/],
  ["KEYWRIGHT_PUBLIC_URL", "https://example.com/licenses", /without a path/],
  ["KEYWRIGHT_PUBLIC_URL", "https://a:b@example.com", /must be an address/],
  ["KEYWRIGHT_MAIL_FROM", "keys at example.com", /must be an address such as .*, and is "keys at example.com"/],
  ["KEYWRIGHT_DATABASE_URL", "mysql://localhost/keywright", /must be an address such as postgres:/],
  ["KEYWRIGHT_DATABASE_URL", "postgres://a,b/k?target_session_attrs=standby", /asks .* for "standby"/],
])("%s = %s is refused, and it is said what it may be", (variable, value, fault) => {
  expect(readSettings({ [variable]: value })).toEqual([{ variable, fault: expect.stringMatching(fault) }]);
});

test("the limits on use are as many points as is said", () => {
  const said = { ADDRESS: "500", KEY: "600", TOKEN: "700" };
  const set = Object.entries(said).map(([of, points]) => [`KEYWRIGHT_LIMIT_PER_${of}`, points]);
  expect(readSettings(Object.fromEntries(set))).toMatchObject({ allowances: { address: 500, key: 600, token: 700 } });
});

test("PostgreSQL needs a secret that every process is told", () => {
  const url = "postgres://keywright:hunter2@db-1,db-2:6432/keywright";
  expect(readSettings({ KEYWRIGHT_DATABASE_URL: url })).toEqual([
    { variable: "KEYWRIGHT_SECRET", fault: expect.stringMatching(/must be set when KEYWRIGHT_DATABASE_URL is/) },
  ]);
  expect(readSettings({ KEYWRIGHT_DATABASE_URL: url, KEYWRIGHT_SECRET: "x".repeat(32) })).toMatchObject({
    database: { engine: "postgres", address: { label: "db-1, db-2:6432" } },
  });
});

test("everything that is wrong is said at once, and a secret is never repeated", () => {
  const faults = readSettings({ PORT: "x", KEYWRIGHT_SECRET: "hunter2", KEYWRIGHT_LOG_LEVEL: "loud" });
  expect(faults).toHaveLength(3);
  expect(JSON.stringify(faults)).not.toContain("hunter2");
});

test.each([
  [{ EMAIL: "lena@example.com" }, "PASSWORD", /must be set when KEYWRIGHT_OWNER_EMAIL is/],
  [{ PASSWORD: "correct horse" }, "EMAIL", /must be set when KEYWRIGHT_OWNER_PASSWORD is/],
  [{ EMAIL: "lena", PASSWORD: "correct horse" }, "EMAIL", /must be an e-mail address/],
  [{ EMAIL: "lena@example.com", PASSWORD: "too short" }, "PASSWORD", /must have 10 to 128 characters, and has 9/],
])("the owner needs an e-mail and a password of ten characters: %o is refused", (given, variable, fault) => {
  const environment = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`KEYWRIGHT_OWNER_${name}`, value]),
  );
  expect(readSettings(environment)).toEqual([
    { variable: `KEYWRIGHT_OWNER_${variable}`, fault: expect.stringMatching(fault) },
  ]);
});

test("mail needs an address to come from, and a server whose address, with its password, is not repeated", () => {
  expect(readSettings({ STRIPE_SECRET_KEY: "sk_test_1", STRIPE_API_BASE: "stripe" })).toEqual([
    { variable: "STRIPE_API_BASE", fault: expect.stringMatching(/must be an address/) },
    { variable: "STRIPE_WEBHOOK_SECRET", fault: expect.stringMatching(/must be set when STRIPE_SECRET_KEY is/) },
  ]);
  expect(readSettings({ SMTP_URL: "smtp://mail.example.com" })).toEqual([
    { variable: "KEYWRIGHT_MAIL_FROM", fault: expect.stringMatching(/must be set when SMTP_URL is/) },
  ]);
  const faults = readSettings({
    SMTP_URL: "http://keys:hunter2@mail.example.com",
    KEYWRIGHT_MAIL_FROM: "keys@example.com",
  });
  expect(faults).toEqual([{ variable: "SMTP_URL", fault: expect.stringMatching(/must be an address such as smtp:/) }]);
  expect(JSON.stringify(faults)).not.toContain("hunter2");
  expect(readSettings({ KEYWRIGHT_MAIL_FROM: "keys@example.com" })).toMatchObject({ mail: null });
});
