import fc from "fast-check";
import { expect, test } from "vitest";
import { createVault } from "#kit/vault.ts";

const vault = createVault("a secret that is 32 characters long");
const other = createVault("b secret that is 32 characters long");

test("what was sealed opens again, for the same purpose and place alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const sealed = vault.seal("key", text, "license-1");
      expect(vault.open("key", sealed, "license-1")).toBe(text);
      expect(() => vault.open("key", sealed, "license-2")).toThrow();
      expect(() => vault.open("token", sealed, "license-1")).toThrow();
      expect(() => other.open("key", sealed, "license-1")).toThrow();
    }),
  );
});

test("a derived secret is the same every time, and another for another purpose or secret", () => {
  expect(vault.derive("accounts")).toMatch(/^[\w-]{43}$/);
  expect(vault.derive("accounts")).toBe(createVault("a secret that is 32 characters long").derive("accounts"));
  expect(vault.derive("mail")).not.toBe(vault.derive("accounts"));
  expect(other.derive("accounts")).not.toBe(vault.derive("accounts"));
});

test("a changed bit is noticed", () => {
  const sealed = vault.seal("key", "HALC-…", "license-1");
  for (let at = 0; at < sealed.length; at++) {
    const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte));
    expect(() => vault.open("key", changed, "license-1")).toThrow();
  }
});

test("the same text is never sealed the same way twice, and hides what it holds", () => {
  const [one, two] = [vault.seal("key", "HALC-7QK2M", "l"), vault.seal("key", "HALC-7QK2M", "l")];
  expect(one).not.toEqual(two);
  expect(Buffer.from(one).includes("HALC")).toBe(false);
});

test("a digest is the same for the same text, and another for another text, purpose or secret", () => {
  expect(vault.digest("key", "a")).toEqual(vault.digest("key", "a"));
  expect(vault.digest("key", "a")).toHaveLength(32);
  for (const another of [vault.digest("key", "b"), vault.digest("token", "a"), other.digest("key", "a")]) {
    expect(another).not.toEqual(vault.digest("key", "a"));
  }
});
