import { expect, test } from "vitest";
import { describeApi } from "#http/reference/describe.ts";
import { groupsOf } from "#http/reference/document.ts";

const document = await describeApi();
const calls = groupsOf(document).flatMap((group) => group.calls);

test("the document says that it is OpenAPI 3.1", () => {
  expect(document).toMatchObject({
    openapi: expect.stringMatching(/^3\.1\.\d+$/),
    info: { version: expect.any(String) },
  });
});

test("every reference leads somewhere", () => {
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  const names = new Set([...references].map(([, name]) => name));
  expect(names.size).toBeGreaterThan(0);
  expect([...names].filter((name) => !(String(name) in document.components.schemas))).toEqual([]);
  expect(JSON.stringify(document).split('"$ref"').length - 1).toBe(
    JSON.stringify(document).split('"$ref":"#/components/schemas/').length - 1,
  );
});

test("every named type is used", () => {
  const text = JSON.stringify(document);
  const unused = Object.keys(document.components.schemas).filter((name) => !text.includes(`/schemas/${name}"`));
  expect(unused).toEqual([]);
});

test("operation ids are unique and every call has a summary and a known tag", () => {
  expect(new Set(calls.map(({ operationId }) => operationId)).size).toBe(calls.length);
  const tags = document.tags?.map(({ name }) => name);
  for (const { operationId, summary, tags: own } of calls)
    expect({ operationId, summary, own }).toEqual({
      operationId: expect.any(String),
      summary: expect.any(String),
      own: [expect.toBeOneOf(tags ?? [])],
    });
});

test.each(calls)(
  "$method $path declares the parameters of its path, and no others in it",
  ({ path, parameters = [] }) => {
    const declared = parameters.filter((parameter) => parameter.in === "path");
    expect(declared.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(declared.every(({ required }) => required)).toBe(true);
  },
);

test.each(calls)("$method $path tells of a success and of refusals", ({ responses }) => {
  expect(Object.keys(responses)).toEqual(expect.arrayContaining([expect.stringMatching(/^2\d\d$/), "4XX", "5XX"]));
});
