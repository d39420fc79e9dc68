import { REFUSAL_CODES, VERDICT_CODES } from "@keywright/contract/codes";
import { EVENT_TYPES } from "@keywright/contract/management-api/events";
import { expect, test } from "vitest";
import { generateReference } from "#http/reference/generate.ts";
import { givenServer } from "#test/given.ts";

const files = await generateReference();

test("every code has a page, and the index leads to it", () => {
  for (const code of [...REFUSAL_CODES, ...VERDICT_CODES]) {
    expect(files.get(`codes/${code}.md`)).toMatch(new RegExp(`^# ${code}\n`));
    expect(files.get("README.md")).toContain(`(codes/${code}.md)`);
  }
});

test("every link of the index leads to a file", () => {
  const targets = [...(files.get("README.md") ?? "").matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? "");
  expect(targets.filter((target) => !files.has(target))).toEqual([]);
});

test("every event has a row", () => {
  for (const type of EVENT_TYPES) expect(files.get("events.md")).toContain(`| \`${type}\` |`);
});

test("the document is the one that a server answers", async () => {
  const { body } = await (await givenServer()).call("GET", "/api/openapi.json");
  expect(JSON.parse(files.get("openapi.json") ?? "")).toEqual(body);
});

test("the same code gives the same files, each with an end to its last line", async () => {
  expect(await generateReference()).toEqual(files);
  for (const text of files.values()) expect(text).toMatch(/[^\n]\n$/);
});
