import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Condition } from "#store/sqlite/condition.ts";
import { WriteAheadLog } from "#store/sqlite/write-ahead-log.ts";
import { StoreUnsure } from "#store/store.ts";
import { givenFolder } from "#test/folder.ts";

function givenLog(path: string) {
  const condition = new Condition();
  const log = new WriteAheadLog(path, condition);
  onTestFinished(() => log.close());
  return { log, condition };
}

test("the log is written over itself as it is, also where it is longer than a piece", async () => {
  const path = join(givenFolder(), "log");
  const bytes = Buffer.from(Array.from({ length: 3_000_001 }, (_, at) => (at * 31) % 251));
  writeFileSync(path, bytes);
  const { log } = givenLog(path);
  log.doubt();
  await expect(log.flush()).rejects.toThrow(StoreUnsure);
  await log.rewrite();
  await log.flush();
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test("once the disk has failed, nothing is safe until all was written anew, whatever the disk says later", async () => {
  // What is no file can't be flushed.
  const { log, condition } = givenLog("/dev/null");
  const three = [log.flush(), log.flush(), log.flush()];
  for (const flush of three) await expect(flush).rejects.toThrow(StoreUnsure);
  expect(log.isUnsafe).toBe(true);
  expect(condition.ailing?.ailment).toBe("failing");
  await expect(log.flush()).rejects.toThrow(StoreUnsure);
  await expect(log.rewrite()).rejects.toThrow(/the disk reports an error/);
});
