import { expect, test } from "vitest";
import { metadataFaults } from "#domain/activations/metadata.ts";

test("metadata may take 8192 bytes as JSON, counted in UTF-8, and not one more", () => {
  const wrapping = JSON.stringify({ text: "" }).length;
  expect(metadataFaults({ text: "x".repeat(8192 - wrapping) })).toEqual([]);
  expect(metadataFaults({ text: "x".repeat(8192 - wrapping + 1) })).toEqual([
    "Takes 8193 bytes as JSON; at most 8192 fit.",
  ]);
  expect(metadataFaults({ text: "ü".repeat(4096) })).toHaveLength(1);
});

test("metadata may be five levels deep, lists included, and not six", () => {
  expect(metadataFaults({ a: { b: [{ c: { d: 1 } }] } })).toEqual([]);
  expect(metadataFaults({ a: { b: [{ c: { d: [] } }] } })).toEqual(["Is 6 levels deep; at most 5 are kept."]);
});
