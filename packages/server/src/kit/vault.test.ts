import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
  expect(vault.derive("accounts")).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
  expect(vault.derive("accounts")).toEqual(createVault("a secret that is 32 characters long").derive("accounts"));
  expect(vault.derive("mail")).not.toEqual(vault.derive("accounts"));
  expect(other.derive("accounts")).not.toEqual(vault.derive("accounts"));
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

test("a hash is the same for the same text, and another for another text, purpose or secret", () => {
  expect(vault.digest("portal-link", "a")).toEqual(vault.digest("portal-link", "a"));
  expect(vault.digest("portal-link", "a")).toHaveLength(32);
  expect(vault.mark("key", "a")).toEqual(vault.mark("key", "a"));
  for (const another of [
    ...[vault.digest("portal-link", "b"), vault.digest("portal-code", "a"), other.digest("portal-link", "a")],
    ...[vault.mark("key", "b"), vault.mark("token", "a"), other.mark("key", "a")],
  ]) {
    expect(another).not.toEqual(vault.digest("portal-link", "a"));
    expect(another).not.toEqual(vault.mark("key", "a"));
  }
});

describe("while the secret is changed", () => {
  const [former, latter] = ["the former secret, which is long enough", "the latter secret, which is long enough"];
  const [before, after] = [createVault(former), createVault(latter)];
  const between = () => createVault(latter, former);

  test("what either has sealed opens, and the one that is said seals", () => {
    const vault = between();
    for (const sealing of [before, after]) expect(vault.open("key", sealing.seal("key", "a", "l"), "l")).toBe("a");
    expect(vault.writeWith(before.checks.current)).toBe(true);
    expect(before.open("key", vault.seal("key", "a", "l"), "l")).toBe("a");
    expect(vault.mark("key", "a")).toEqual(before.mark("key", "a"));
    expect(vault.derive("accounts")).toEqual([...before.derive("accounts"), ...after.derive("accounts")]);
    expect(vault.writeWith(after.checks.current)).toBe(true);
    expect(after.open("key", vault.seal("key", "a", "l"), "l")).toBe("a");
    expect(vault.mark("key", "a")).toEqual(after.mark("key", "a"));
    expect(vault.derive("accounts")).toEqual([...after.derive("accounts"), ...before.derive("accounts")]);
    expect(vault.writeWith(other.checks.current)).toBe(false);
    expect(vault.mark("key", "a")).toEqual(after.mark("key", "a"));
  });

  test("a thing is looked for by the former mark first, since marks only change from the former to the latter", () => {
    expect(between().marks("key", "a")).toEqual([before.mark("key", "a"), after.mark("key", "a")]);
    expect(after.marks("key", "a")).toEqual([after.mark("key", "a")]);
  });

  test("what is recognised by its hash is recognised for good, whichever secret follows", () => {
    const known = before.digest("server-token", "kwt_1");
    const vault = between();
    vault.writeWith(before.checks.current);
    const handedOn = vault.sealRecognition();
    vault.writeWith(after.checks.current);
    // Of a purpose that was not asked for before, too.
    expect(vault.digest("server-token", "kwt_1")).toEqual(known);

    const started = between();
    started.writeWith(after.checks.current);
    started.takeRecognition(handedOn);
    const later = createVault(latter);
    later.takeRecognition(handedOn);
    const third = createVault("the third secret, which is long enough", latter);
    third.writeWith(after.checks.current);
    third.takeRecognition(handedOn);
    const last = createVault("the third secret, which is long enough");
    last.takeRecognition(third.sealRecognition());
    for (const { digest } of [started, later, third, last]) expect(digest("server-token", "kwt_1")).toEqual(known);
    expect(after.digest("server-token", "kwt_1")).not.toEqual(known);
  });
});
