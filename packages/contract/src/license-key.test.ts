import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalKey,
  formatKey,
  isIssuedFormat,
  issuedPrefix,
  KEY_RANDOM_BYTES,
  keyBody,
  keyEnding,
  maskKey,
  spellIssued,
} from "./license-key.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const anyPrefix = fc.stringMatching(/^[0-9A-Z]{2,8}$/);
const anyKey = fc
  .tuple(anyPrefix, fc.uint8Array({ minLength: KEY_RANDOM_BYTES, maxLength: KEY_RANDOM_BYTES }))
  .map(([prefix, random]) => formatKey(prefix, random));

describe("an issued key", () => {
  test("has a prefix and five groups of five Crockford symbols", () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        expect(key).toMatch(/^[0-9A-Z]{2,8}(-[0-9A-HJKMNP-TV-Z]{5}){5}$/);
      }),
    );
  });

  test("uses every symbol equally often, since 256 is a multiple of 32", () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++) {
      const symbol = formatKey("KEY", new Uint8Array(KEY_RANDOM_BYTES).fill(byte)).charAt("KEY-".length);
      counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
    }
    expect([...counts.keys()].sort().join("")).toBe(ALPHABET);
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });

  test("refuses a prefix or a random part of the wrong shape", () => {
    const random = new Uint8Array(KEY_RANDOM_BYTES);
    for (const prefix of ["", "A", "ABCDEFGHI", "abc", "A-B", "ÄB"]) {
      expect(() => formatKey(prefix, random)).toThrow(RangeError);
    }
    expect(() => formatKey("KEY", new Uint8Array(KEY_RANDOM_BYTES - 1))).toThrow(RangeError);
  });
});

describe("how a key begins", () => {
  test("tells with the text under which it is known how it was issued", () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const prefix = issuedPrefix(key);
        expect(prefix).not.toBeNull();
        expect(spellIssued(prefix ?? "", canonicalKey(key.toLowerCase().replaceAll("-", " ")))).toBe(key);
      }),
    );
  });

  test("is not known of a text that reads as a key and is spelled otherwise than keys are issued", () => {
    const key = formatKey("HALO", new Uint8Array(KEY_RANDOM_BYTES).fill(17));
    for (const other of [key.toLowerCase(), key.replaceAll("-", ""), ` ${key}`]) expect(issuedPrefix(other)).toBeNull();
    expect([issuedPrefix(key), issuedPrefix("a key of another format")]).toEqual(["HALO", ""]);
  });
});

describe("the check symbol", () => {
  test("catches every single wrong symbol, exhaustively for each key tried", () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const start = key.indexOf("-");
        for (let at = start; at < key.length; at++) {
          if (key[at] === "-") continue;
          for (const wrong of `${ALPHABET}U`) {
            if (wrong === key[at]) continue;
            expect(isIssuedFormat(key.slice(0, at) + wrong + key.slice(at + 1))).toBe(false);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("catches every swap of two neighbours, across dashes too", () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const symbols = key.replaceAll("-", "");
        const bodyStart = symbols.length - 25;
        for (let at = bodyStart; at < symbols.length - 1; at++) {
          const [left, right] = [symbols.charAt(at), symbols.charAt(at + 1)];
          if (left === right) continue;
          expect(isIssuedFormat(symbols.slice(0, at) + right + left + symbols.slice(at + 2))).toBe(false);
        }
      }),
    );
  });

  test("a wrong letter in the prefix never reads as the same key", () => {
    fc.assert(
      fc.property(anyKey, fc.nat(7), fc.constantFrom(..."ABCDEFGHJKMNPQRSTUVWXYZ23456789"), (key, at, wrong) => {
        const prefix = key.slice(0, key.indexOf("-"));
        const place = at % prefix.length;
        fc.pre(wrong !== prefix[place] && !"O0IL1".includes(prefix.charAt(place)));
        const mistyped = key.slice(0, place) + wrong + key.slice(place + 1);
        expect(canonicalKey(mistyped)).not.toBe(canonicalKey(key));
      }),
    );
  });
});

describe("reading a key", () => {
  test("forgives case, spaces, dashes and look-alikes", () => {
    const typedLike: Record<string, readonly string[]> = {
      "0": ["0", "O", "o"],
      "1": ["1", "I", "i", "L", "l"],
      "-": ["-", "", " ", " – "],
    };
    fc.assert(
      fc.property(anyKey, fc.infiniteStream(fc.nat(9)), (key, choices) => {
        const typed = [...key]
          .map((symbol) => {
            const ways = typedLike[symbol] ?? [symbol, symbol.toLowerCase()];
            return ways[choices.next().value % ways.length];
          })
          .join("");
        expect(canonicalKey(` ${typed}\n`)).toBe(canonicalKey(key));
        expect(keyEnding(typed)).toBe(keyEnding(key));
        expect(keyBody(` ${typed}\n`)).toBe(keyBody(key));
        expect(key.endsWith(`-${keyBody(key)}`)).toBe(true);
      }),
    );
  });

  test("is stable: a canonical key is its own canonical key", () => {
    fc.assert(
      fc.property(fc.oneof(anyKey, fc.string({ unit: "grapheme" })), (text) => {
        expect(canonicalKey(canonicalKey(text))).toBe(canonicalKey(text));
      }),
    );
  });

  test.each([
    "LIC-1F0C2A9B-77D4-4E0B-9C55-3B1E64C0D2AF",
    "KLVQ-PRO-1234-ABCD-9999",
    "lower-case-key-of-another-shop",
    "ключ-от-магазина",
  ])("takes a key of another format as it is: %s", (key) => {
    expect(isIssuedFormat(key)).toBe(false);
    expect(canonicalKey(` ${key} `)).toBe(key);
  });
});

describe("a masked key", () => {
  test("shows the first group and the ending, is read as no key, and still ends as its key does", () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const masked = maskKey(key);
        expect(masked).toBe(`${key.split("-")[0]}-•••••-•••••-•••••-•••••-${key.slice(-5)}`);
        expect(isIssuedFormat(masked)).toBe(false);
        expect(keyEnding(masked).slice(-5)).toBe(keyEnding(key));
      }),
    );
  });

  test.each([
    ["LIC-1F0C2A9B-77D4-4E0B-9C55-3B1E64C0D2AF", "LIC-••••••••-••••-••••-••••-•••••••0D2AF"],
    ["lower-case-key-of-another-shop", "lower-••••-•••-••-•••••••-shop"],
    ["ключ-от-магазина", "••••-••-•••азина"],
    ["a5f09c33d1e24b7f", "•••••••••••24b7f"],
  ])("of another format shows no more of it: %s", (key, masked) => {
    expect(maskKey(key)).toBe(masked);
  });
});
