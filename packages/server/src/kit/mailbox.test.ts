import { expect, test } from "vitest";
import { domainOf, readMailbox } from "#kit/mailbox.ts";

test.each([
  ["keys@halcyon.example", null, "keys@halcyon.example"],
  ["Halcyon Audio <keys@halcyon.example>", "Halcyon Audio", "keys@halcyon.example"],
  ['"Halcyon, Audio"  <keys@halcyon.example>', "Halcyon, Audio", "keys@halcyon.example"],
  ["<keys@halcyon.example>", null, "keys@halcyon.example"],
  ["Ação <keys@localhost>", "Ação", "keys@localhost"],
])("%s is read", (text, name, address) => {
  expect(readMailbox(text)).toEqual({ name, address });
});

test.each([
  "",
  "halcyon",
  "keys@",
  "@halcyon.example",
  "a@b@c",
  "two@halcyon.example, three@halcyon.example",
  "Halcyon <keys@halcyon.example",
  "Halcyon keys@halcyon.example",
  "Halcyon\r\nBcc: eve@example.com <keys@halcyon.example>",
  "keys@halcyon.example\nBcc: eve@example.com",
  'Hal"cyon <keys@halcyon.example>',
])("%j is none", (text) => {
  expect(readMailbox(text)).toBeNull();
});

test("the domain is what stands behind the @", () => {
  expect(domainOf({ name: null, address: "keys@halcyon.example" })).toBe("halcyon.example");
});
