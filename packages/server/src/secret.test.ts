import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openInstallation } from "#app.ts";
import { loadSecrets } from "#secret.ts";
import { secretPath } from "#settings.ts";
import { givenFolder } from "#test/folder.ts";
import { givenSettings, TestClock } from "#test/given.ts";

/* The embedded engine's: with PostgreSQL the secret always comes from the settings. */

const givenFolderSettings = (environment: Record<string, string> = {}) =>
  givenSettings({ KEYWRIGHT_DATA_DIR: givenFolder(), ...environment });

test("a new installation generates a secret that its owner alone can read, and keeps it", async () => {
  const settings = await givenFolderSettings();
  const secret = loadSecrets(settings).current;
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(statSync(secretPath(settings)).mode & 0o777).toBe(0o600);
  expect(loadSecrets(settings)).toEqual({ current: secret, previous: null });
  expect(loadSecrets(await givenFolderSettings()).current).not.toBe(secret);
});

test("a secret from the settings is taken, and none is written", async () => {
  const settings = await givenFolderSettings({ KEYWRIGHT_SECRET: "a secret that is 32 characters long" });
  expect(loadSecrets(settings).current).toBe("a secret that is 32 characters long");
  expect(() => readFileSync(secretPath(settings))).toThrow();
});

test("a database without its secret is refused, and no new secret is made for it", async () => {
  const settings = await givenFolderSettings();
  await (await openInstallation(settings, new TestClock())).close();
  rmSync(secretPath(settings));
  await expect(openInstallation(settings, new TestClock())).rejects.toThrow(/secret is missing.*Put the file back/);
  expect(() => readFileSync(secretPath(settings))).toThrow();
});

test("a database with another secret than its own is refused, and left as it is", async () => {
  const settings = await givenFolderSettings();
  await (await openInstallation(settings, new TestClock())).close();
  const own = readFileSync(secretPath(settings));
  const before = readFileSync(join(settings.dataDir, "keywright.db"));
  writeFileSync(secretPath(settings), "another secret, also long enough to be one");
  await expect(openInstallation(settings, new TestClock())).rejects.toThrow(/made with another secret/);
  expect(readFileSync(join(settings.dataDir, "keywright.db"))).toEqual(before);
  writeFileSync(secretPath(settings), own);
  await (await openInstallation(settings, new TestClock())).close();
});
