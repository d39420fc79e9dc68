import { rmSync } from "node:fs";
import { onTestFinished } from "vitest";
import { scratchFolder } from "#test/scratch.ts";

/** A new folder that is gone after the test. */
export function givenFolder(): string {
  const folder = scratchFolder("keywright-test");
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
