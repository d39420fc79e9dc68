import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readSettings } from "#settings.ts";

test("nothing need be set", () => {
  expect(readSettings({})).toEqual({
    host: "127.0.0.1",
    port: 4000,
    dataDir: resolve("data"),
    secret: null,
    rateLimit: true,
    limitCeiling: 100,
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
    KEYWRIGHT_RATE_LIMIT: "off",
    KEYWRIGHT_LOG_LEVEL: "",
  });
  expect(settings).toMatchObject({
    host: "0.0.0.0",
    port: 8080,
    dataDir: "/srv/keywright",
    secret,
    rateLimit: false,
    logLevel: "info",
  });
});

test.each([
  ["PORT", "http", /whole number from 0 to 65535/],
  ["PORT", "65536", /whole number/],
  ["PORT", "-1", /whole number/],
  ["KEYWRIGHT_SECRET", "too short", /32 characters or more, and has 9/],
  ["KEYWRIGHT_RATE_LIMIT", "perhaps", /one of on, off/],
  ["KEYWRIGHT_ACTIVATION_LIMIT_CEILING", "0", /from 1/],
  ["KEYWRIGHT_DATABASE_URL", "postgres://localhost/keywright", /cannot use yet/],
])("%s = %s is refused, and it is said what it may be", (variable, value, fault) => {
  expect(readSettings({ [variable]: value })).toEqual([{ variable, fault: expect.stringMatching(fault) }]);
});

test("everything that is wrong is said at once, and a secret is never repeated", () => {
  const faults = readSettings({ PORT: "x", KEYWRIGHT_SECRET: "hunter2", KEYWRIGHT_LOG_LEVEL: "loud" });
  expect(faults).toHaveLength(3);
  expect(JSON.stringify(faults)).not.toContain("hunter2");
});
