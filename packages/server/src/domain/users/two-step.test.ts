import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addressForApp,
  codeOfStep,
  readCode,
  recoveryCodeOf,
  spellSecret,
  stepAt,
  stepOfCode,
} from "#domain/users/two-step.ts";

/** The secret of the test vectors in RFC 6238, appendix B. */
const SECRET = Buffer.from("12345678901234567890");
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

test.each([
  [59, "94287082"],
  [1_111_111_109, "07081804"],
  [1_111_111_111, "14050471"],
  [1_234_567_890, "89005924"],
  [2_000_000_000, "69279037"],
  [20_000_000_000, "65353130"],
])("at %i seconds the code is that of RFC 6238, of whose eight digits we use the last six", (seconds, eight) => {
  expect(codeOfStep(SECRET, stepAt(at(seconds)))).toBe(eight.slice(-6));
});

test("a code counts in its own step and those beside it, and never up to one that was used", () => {
  const moment = fc.integer({ min: 1000, max: 4_000_000_000 });
  fc.assert(
    fc.property(moment, fc.integer({ min: -5, max: 5 }), (seconds, off) => {
      const step = stepAt(at(seconds));
      const code = codeOfStep(SECRET, step + off);
      const expected = Math.abs(off) <= 1 ? step + off : null;
      // Once in some hundred thousand times two steps have the same code.
      const near = [-1, 0, 1].map((by) => codeOfStep(SECRET, step + by));
      fc.pre(near.filter((other) => other === code).length === (expected === null ? 0 : 1));
      expect(stepOfCode(SECRET, code, at(seconds), null)).toBe(expected);
      expect(stepOfCode(SECRET, code, at(seconds), step + off)).toBeNull();
      expect(stepOfCode(SECRET, code, at(seconds), step + off - 1)).toBe(expected);
    }),
  );
  for (const wrong of ["", "12345", "1234567", "abcdef"]) expect(stepOfCode(SECRET, wrong, at(59), null)).toBeNull();
});

test("codes are read as people type them", () => {
  expect(readCode(" 123 456 ")).toEqual({ kind: "app", code: "123456" });
  expect(readCode("4f7qk 29mzt")).toEqual({ kind: "recovery", code: "4F7QK29MZT" });
  expect(readCode("oil00-oil00")).toEqual({ kind: "recovery", code: "0110001100" });
  for (const typed of ["", "12345", "1234567", "12345a", "UUUUU-UUUUU", "４５６７８９"])
    expect(readCode(typed)).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (random) => {
      const code = recoveryCodeOf(random);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(readCode(code.toLowerCase())).toEqual({ kind: "recovery", code: code.replace("-", "") });
    }),
  );
});

test("an app is told the secret in base 32", () => {
  expect(spellSecret(SECRET)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(addressForApp(SECRET, "a+b@example.com")).toBe(
    "otpauth://totp/Keywright:a%2Bb%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Keywright",
  );
});
