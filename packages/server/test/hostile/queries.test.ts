import { expect, test } from "vitest";
import { givenServer } from "#test/given.ts";
import { expectProblem } from "#test/hostile/problem.ts";

test("a page size, an order's number and a yes or no are read from the query", async () => {
  const { server, token, license } = await givenList();
  const get = async (path: string) => (await server.call("GET", path, { token })).body;
  const { items, nextCursor } = await get("/api/v1/orders?limit=2");
  expect(items).toHaveLength(2);
  expect((await get(`/api/v1/orders?limit=100&cursor=${nextCursor}`)).items).toHaveLength(1);
  expect((await get(`/api/v1/orders?number=${items[1].number}`)).items).toEqual([items[1]]);
  expect((await get(`/api/v1/licenses/${license.id}/activations?ended=false`)).items).toEqual([]);
  expect((await get(`/api/v1/licenses/${license.id}/activations?ended=true`)).items).toEqual([]);
});

const NO_NUMBERS = [
  "",
  "0",
  "-1",
  "1.5",
  "101",
  "1e1",
  "1e9",
  "0x5",
  "+5",
  " 5",
  "5 ",
  "5,6",
  "٣",
  "five",
  "null",
  "NaN",
];
const NO_TRUTHS = ["", "0", "1", "yes", "TRUE", "null", " true"];

test("what is not plainly a number, or true or false, is refused by its name", async () => {
  const { server, token, license } = await givenList();
  const get = (path: string) => server.call("GET", path, { token });
  for (const text of NO_NUMBERS)
    expectProblem(await get(`/api/v1/products?limit=${encodeURIComponent(text)}`), 400, "limit");
  for (const text of NO_TRUTHS)
    expectProblem(
      await get(`/api/v1/licenses/${license.id}/activations?ended=${encodeURIComponent(text)}`),
      400,
      "ended",
    );
});

test("a parameter that comes twice, that nobody knows, or that tries to be an object is refused by its name", async () => {
  const { server, token } = await givenList();
  const queries = {
    "limit=5&limit=5": "limit",
    "limit=5&%6cimit=6": "limit",
    "email=a&email=b": "email",
    "email[]=a": "email[]",
    "email[$ne]=a": "email[$ne]",
    "email.x=a": "email.x",
    "Limit=5": "Limit",
    "page=2": "page",
    "__proto__=x": "__proto__",
    "constructor[prototype]=x": "constructor[prototype]",
    "status=active%00": "status",
    "status=Active": "status",
    "keyEnding=ABC%25": "keyEnding",
    "cursor=1": "cursor",
    "cursor=%27%20OR%201=1": "cursor",
  };
  for (const [query, field] of Object.entries(queries))
    expectProblem(await server.call("GET", `/api/v1/licenses?${query}`, { token }), 400, field);
});

test("a whole key in a query is refused, however it is named, and is not repeated in the answer", async () => {
  const { server, token, key } = await givenList();
  for (const name of ["keyEnding", "licenseKey", "key", "q"]) {
    const answer = await server.call("GET", `/api/v1/licenses?${name}=${key}`, { token });
    expectProblem(answer, 400, name);
    expect(JSON.stringify(answer.body)).not.toContain(key);
  }
});

async function givenList() {
  const server = await givenServer({ KEYWRIGHT_LOG_LEVEL: "error" });
  await server.license();
  await server.license();
  const { license, key } = await server.license();
  return { server, token: await server.token(), license, key };
}
