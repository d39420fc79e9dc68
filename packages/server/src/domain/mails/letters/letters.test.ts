import { CUSTOMER_MAILS } from "@keywright/contract/management-api/mails";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { greeting, maskKey, money, untilWords } from "#domain/mails/letters/words.ts";
import { sampleLetter } from "#domain/mails/samples.ts";

const NOW = Temporal.Instant.from("2026-11-25T09:30:00Z");
const WITH_KEY = ["key_on_purchase", "key_regenerated", "key_recovery"];
const sold = { product: "Halcyon Studio", plan: "Studio yearly", portal: "https://licenses.halcyon.example/portal" };

test.each(CUSTOMER_MAILS)(
  "%s: a whole key stands in the mails about a new key and the recovery, and nowhere else",
  (kind) => {
    const said = JSON.stringify(sampleLetter(kind, sold, NOW));
    const keys = said.match(/HALC-[0-9A-Z]{5}-[0-9A-Z-]+/g) ?? [];
    expect(keys.length > 0).toBe(WITH_KEY.includes(kind));
    if (keys.length === 0) expect(said).toContain("HALC…C5NPG");
  },
);

test("the mail before an expiry says when, what then, and what a renewal keeps", () => {
  const letter = sampleLetter("expiring", sold, NOW);
  expect(letter).toMatchObject({ subject: "Halcyon Studio expires on 2 December", isRecurring: true });
  const said = JSON.stringify(letter);
  for (const words of ["in 7 days", "keeps working until 9 December", "your 5 devices stay", "30, 7 and 1 day before"])
    expect(said).toContain(words);
});

describe("words", () => {
  test("a key is named by its ends", () => {
    expect(maskKey("HALC-7XK2M-R40TD-9WQHB-3VE6Z-C5NPG")).toBe("HALC…C5NPG");
    expect(maskKey("ABCDEF123456")).toBe("…23456");
  });

  test("a greeting repeats a name and nothing that could be a link or a message", () => {
    expect(greeting("Ines Duarte")).toBe("Hello Ines");
    expect(greeting("Zoë")).toBe("Hello Zoë");
    for (const odd of [
      null,
      "",
      "  ",
      "http://evil.example",
      "evil.example click",
      "<b>x</b>",
      "a@b.example",
      "x".repeat(41),
    ])
      expect(greeting(odd)).toBe("Hello");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(greeting(name)).not.toMatch(/[./:@<>&\r\n]/);
      }),
    );
  });

  test("an amount stands with its currency, to the last digit", () => {
    expect(money({ value: "149.00", currency: "EUR" })).toBe("€149.00");
    expect(money({ value: "999999999999.99", currency: "USD" })).toBe("$999,999,999,999.99");
  });

  test("until when a license works is a date, a length, or no end", () => {
    const license = { graceDays: 7, lasts: null, expiresAt: NOW } as never as Parameters<typeof untilWords>[0];
    expect(untilWords(license)).toBe("25 Nov 2026, then 7 days more");
    expect(untilWords({ ...license, graceDays: 0, expiresAt: null })).toBe("no end");
    const lasts = { value: 1, unit: "years" };
    expect(untilWords({ ...license, graceDays: 0, expiresAt: null, lasts })).toBe("1 year from the first activation");
  });
});
