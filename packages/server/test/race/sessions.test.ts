import { expect, test } from "vitest";
import { givenDatabase } from "#test/database.ts";
import { OWNER } from "#test/given.ts";
import { type StartedProcess, startProcess } from "#test/process.ts";

test("several processes take each other's setup link and sessions, and see at once that one has ended", async () => {
  const database = await givenDatabase();
  const [one, other] = await Promise.all([startProcess(database), startProcess(database)]);
  const link = await one.says("Set up the first account: ");
  expect(link).toContain(`${one.url}/setup#`);
  const token = link.split("#")[1];

  const made = await call(other, "POST", "/api/v1/setup", { body: { ...OWNER, token } });
  expect(made.status).toBe(201);
  const cookie = made.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  expect((await call(one, "GET", "/api/v1/me", { cookie })).status).toBe(200);

  const out = await call(one, "POST", "/api/auth/sign-out", { cookie, body: {} });
  expect(out.status).toBe(200);
  expect((await call(other, "GET", "/api/v1/me", { cookie })).status).toBe(401);

  // There is an account, so nothing is printed any more.
  const later = await startProcess(database);
  expect((await call(later, "POST", "/api/v1/setup", { body: { ...OWNER, token } })).status).toBe(403);
  expect(later.said.filter((line) => line.includes("/setup#"))).toEqual([]);
});

function call(
  { url }: StartedProcess,
  method: string,
  path: string,
  { cookie, body }: { cookie?: string; body?: object },
): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: { origin: url, ...(cookie && { cookie }), ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}
