import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const DOCS = join(import.meta.dirname, "..", "docs");

test("every test that the threat model names is there", () => {
  const text = readFileSync(join(DOCS, "security.md"), "utf8");
  const named = [...text.matchAll(/\[([^\]]+)\]\((\.\.\/packages\/[^)]+\.test\.ts)\)/g)];
  expect(named.length).toBeGreaterThan(30);
  const missing = named.filter(([, name = "", path = ""]) => !readFileSync(join(DOCS, path), "utf8").includes(name));
  expect(missing.map(([whole]) => whole)).toEqual([]);
});
