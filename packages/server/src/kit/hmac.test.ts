import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hmacUnder } from "#kit/hmac.ts";

test("it is the HMAC that everybody knows, for any key and any text, however often it is asked", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(330, 341, 342, 1_000).map((length) => "€".repeat(length)),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(texts, { maxLength: 5 }), (key, texts) => {
      const hmac = hmacUnder(key);
      const digests = texts.map(hmac);
      expect(digests).toEqual(texts.map((text) => createHmac("sha256", key).update(text).digest()));
    }),
  );
});
