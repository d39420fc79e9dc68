import { expect, test } from "vitest";
import { suggestIdentifier, suggestKeyPrefix } from "#domain/products/naming.ts";

test.each([
  ["Halcyon Studio 2", "halcyon-studio-2", "HALC"],
  ["  Ünïcode & Söhne  ", "unicode-sohne", "UNIC"],
  ["C", "c", "KEY"],
  ["软件", "", "KEY"],
  [`${"x".repeat(63)} y`, "x".repeat(63), "XXXX"],
])("%s suggests %s and %s", (name, identifier, prefix) => {
  expect(suggestIdentifier(name)).toBe(identifier);
  expect(suggestKeyPrefix(identifier)).toBe(prefix);
});
