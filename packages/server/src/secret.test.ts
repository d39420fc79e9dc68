import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openInstallation } from "#app.ts";
import { loadSecret } from "#secret.ts";
import { databasePath, secretPath } from "#settings.ts";
import { givenSettings, TestClock } from "#test/given.ts";

test("a new installation generates a secret that its owner alone can read, and keeps it", () => {
  const settings = givenSettings();
  const secret = loadSecret(settings);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(statSync(secretPath(settings)).mode & 0o777).toBe(0o600);
  expect(loadSecret(settings)).toBe(secret);
  expect(loadSecret(givenSettings())).not.toBe(secret);
});

test("a secret from the settings is taken, and none is written", () => {
  const settings = givenSettings({ KEYWRIGHT_SECRET: "a secret that is 32 characters long" });
  expect(loadSecret(settings)).toBe("a secret that is 32 characters long");
  expect(() => readFileSync(secretPath(settings))).toThrow();
});

test("a database without its secret is refused, and no new secret is made for it", async () => {
  const settings = givenSettings();
  await (await openInstallation(settings, new TestClock())).close();
  rmSync(secretPath(settings));
  await expect(openInstallation(settings, new TestClock())).rejects.toThrow(/secret is missing.*Put the file back/);
  expect(() => readFileSync(secretPath(settings))).toThrow();
});

test("a database with another secret than its own is refused, and left as it is", async () => {
  const settings = givenSettings();
  await (await openInstallation(settings, new TestClock())).close();
  const own = readFileSync(secretPath(settings));
  const before = readFileSync(databasePath(settings));
  writeFileSync(secretPath(settings), "another secret, also long enough to be one");
  await expect(openInstallation(settings, new TestClock())).rejects.toThrow(/made with another secret/);
  expect(readFileSync(databasePath(settings))).toEqual(before);
  writeFileSync(secretPath(settings), own);
  await (await openInstallation(settings, new TestClock())).close();
});
