import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatToken, isTokenFormat, TOKEN_RANDOM_BYTES } from "#domain/tokens/token.ts";

const anyToken = fc.noShrink(fc.constant(null)).map(() => formatToken(randomBytes(TOKEN_RANDOM_BYTES)));

test("a token is recognised by its prefix and its checksum", () => {
  fc.assert(
    fc.property(anyToken, (token) => {
      expect(token).toMatch(/^kwt_[0-9A-Za-z]{38}$/);
      expect(isTokenFormat(token)).toBe(true);
    }),
  );
});

test("a token with one wrong character is no token", () => {
  fc.assert(
    fc.property(anyToken, fc.integer({ min: 4, max: 41 }), fc.constantFrom(..."0aZ"), (token, at, wrong) => {
      fc.pre(token[at] !== wrong);
      expect(isTokenFormat(token.slice(0, at) + wrong + token.slice(at + 1))).toBe(false);
    }),
  );
});

test("any other text is no token", () => {
  fc.assert(fc.property(fc.string(), (text) => !isTokenFormat(text)));
  expect(isTokenFormat(`kwt_${"0".repeat(38)}`)).toBe(false);
});
