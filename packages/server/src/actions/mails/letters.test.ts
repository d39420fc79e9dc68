import fc from "fast-check";
import { expect, test } from "vitest";
import { letterAsHtml } from "#actions/mails/html.ts";
import { letterAsText } from "#actions/mails/text.ts";
import type { Brand } from "#domain/mails/brand.ts";
import type { Letter } from "#domain/mails/letter.ts";
import { passwordResetLetter } from "#domain/mails/letters/password-reset.ts";

const brand: Brand = {
  name: "Halcyon Audio",
  answersTo: "support@halcyon.example",
  postalAddress: "Rua do Alecrim 24, 1200-018 Lisboa",
  downloadUrl: null,
  color: "#1b1b19",
  logo: null,
};

const letter: Letter = {
  subject: "Your key",
  preview: "How to activate it.",
  heading: "Your key for Halcyon Studio",
  blocks: [
    {
      kind: "paragraph",
      text: "Hello Ines, thank you for buying Studio yearly. Your key works from now on, on up to five devices.",
    },
    { kind: "button", label: "See my devices", link: "https://licenses.halcyon.example/portal#8fK2" },
    {
      kind: "facts",
      facts: [
        { name: "Works on", value: "up to 5 devices" },
        { name: "Works until", value: "24 Nov 2026" },
      ],
    },
  ],
  foot: "You get this because you bought Halcyon Studio.",
};

test("the text has short lines, addresses that stand alone, and facts under each other", () => {
  expect(letterAsText(letter, brand)).toBe(`Your key for Halcyon Studio

Hello Ines, thank you for buying Studio yearly. Your key works from
now on, on up to five devices.

See my devices:
https://licenses.halcyon.example/portal#8fK2

Works on      up to 5 devices
Works until   24 Nov 2026

-- 
You get this because you bought Halcyon Studio.
Answers reach a human: support@halcyon.example
Halcyon Audio, Rua do Alecrim 24, 1200-018 Lisboa
`);
});

test("both say the same", () => {
  const [html, text] = [letterAsHtml(letter, brand), letterAsText(letter, brand)];
  for (const said of ["Halcyon Audio", letter.heading, "Works until", "24 Nov 2026", "portal#8fK2", letter.foot]) {
    expect(html).toContain(said);
    expect(text).toContain(said);
  }
  expect(html).toContain("prefers-color-scheme: dark");
});

test("whatever a letter says, it is no markup", () => {
  const hostile = fc.string({ unit: "grapheme" }).map((text) => `${text}<img src=x onerror="alert('&')">`);
  fc.assert(
    fc.property(hostile, (text) => {
      const markup = letterAsHtml(
        {
          subject: text,
          preview: text,
          heading: text,
          blocks: [
            { kind: "paragraph", text },
            { kind: "button", label: text, link: text },
            { kind: "facts", facts: [{ name: text, value: text }] },
            { kind: "key", label: text, key: text },
            { kind: "steps", heading: text, steps: [{ text, isDownload: true }, { text }] },
            { kind: "notice", strong: text, text },
          ],
          foot: text,
        },
        { ...brand, name: text, answersTo: text, postalAddress: text, downloadUrl: text },
      );
      expect(markup).not.toContain("<img");
      expect(markup).not.toContain('onerror="');
    }),
  );
});

test("the letter with a reset link says whose, where, and until when", () => {
  const written = passwordResetLetter({
    email: "lena@example.com",
    link: "https://licenses.example.com/reset#TOKEN",
    until: Temporal.Instant.from("2026-03-10T10:30:00Z"),
  });
  expect(letterAsText(written, brand)).toContain(
    `Choose a new password:
https://licenses.example.com/reset#TOKEN

Account       lena@example.com
Works until   10 Mar 2026, 10:30 UTC`,
  );
  expect(written.blocks[0]).toMatchObject({ text: expect.stringContaining("licenses.example.com") });
});
