import { expect, test } from "vitest";
import { givenDatabase } from "#test/database.ts";
import type { Answer, CallOptions } from "#test/given.ts";
import { exchange, requestText } from "#test/hostile/exchange.ts";
import { runKeywright, startProcess } from "#test/process.ts";

test("after requests of every kind, the log holds no license key and no token, and tells of no fault", async () => {
  const database = await givenDatabase();
  const token = await runKeywright(["token", "create", "--name", "Shop"], database);
  const server = await startProcess({ ...database, KEYWRIGHT_LOG_LEVEL: "debug" });
  const call = async (method: string, path: string, { body, headers }: CallOptions = {}) => {
    const response = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const answered: Answer["body"] = await response.json();
    return { status: response.status, body: answered };
  };

  const product = await call("POST", "/api/v1/products", { body: { name: "Halcyon" } });
  const plan = await call("POST", `/api/v1/products/${product.body.id}/plans`, { body: { name: "Solo", license: {} } });
  const order = await call("POST", "/api/v1/orders", {
    body: { planId: plan.body.id, customer: { email: "a@example.com" } },
  });
  const key: string = order.body.license.licenseKey;

  const statuses: number[] = [];
  for (const secret of [key, key.toLowerCase(), token]) {
    for (const path of [`/api/v1/licenses?keyEnding=${secret}`, `/api/v1/licenses/${secret}`, `/${secret}`]) {
      statuses.push((await call("GET", path)).status);
      statuses.push((await call("PUT", path)).status);
      statuses.push((await call("GET", `${path}%zz`)).status);
      statuses.push((await call("GET", `${path}${secret.repeat(20)}`)).status);
    }
    for (const action of ["activate", "validate", "deactivate"]) {
      for (const body of [
        { licenseKey: secret },
        { license_key: secret, instanceId: secret },
        `{"licenseKey":"${secret}"`,
        [secret],
      ])
        statuses.push((await call("POST", `/api/v1/license/${action}`, { body })).status);
    }
    statuses.push((await call("POST", "/api/v1/licenses/find", { body: { licenseKey: secret } })).status);
    statuses.push((await call("POST", "/api/v1/products", { body: { [secret]: secret } })).status);
    statuses.push((await call("POST", "/api/v1/products", { body: "{}", headers: { "content-type": secret } })).status);
    statuses.push((await call("GET", "/api/v1/products", { headers: { authorization: `Bearer ${secret}x` } })).status);
    // Broken off, refused by the HTTP parser, and not HTTP at all.
    const body = `{"licenseKey":"${secret}"}`;
    const json = ["content-type: application/json", `content-length: ${body.length}`];
    const whole = requestText("POST /api/v1/license/activate HTTP/1.1", json, body);
    await exchange(server.url, whole.slice(0, -1), { halfClose: true });
    for (const sent of [
      `${secret}\r\n\r\n`,
      requestText(`GET /${secret} HTTP/1.1`, [`x\0: ${secret}`]),
      `${whole}${secret}`,
    ])
      await exchange(server.url, sent);
  }
  expect(new Set(statuses)).toEqual(new Set([200, 201, 400, 401, 404, 405, 415]));

  expect(await server.kill("SIGTERM")).toBe(0);
  const log = server.said.join("\n");
  expect(log).toContain('"route":"/api/v1/licenses/:id"');
  for (const secret of [key, key.replaceAll("-", ""), token])
    expect(log.toLowerCase()).not.toContain(secret.toLowerCase());
  expect(server.said.filter((line) => /"level":"(error|warn|fatal)"/.test(line))).toEqual([]);
});

test("a call is logged in the same line, whichever road it comes by", async () => {
  const server = await startProcess({ ...(await givenDatabase()), KEYWRIGHT_LOG_LEVEL: "info" });
  for (const path of ["/license/validate", "/license/validate?"]) {
    for (const body of ['{"licenseKey":"nothing"}', "{"]) {
      await fetch(server.url + path, { method: "POST", headers: { "content-type": "application/json" }, body });
    }
  }
  const lines = () => server.said.filter((line) => line.includes("request.done") && line.includes("/license/validate"));
  await expect.poll(() => lines().length).toBe(4);
  const [missed, broken, ...byFramework] = lines().map((line) =>
    line.replace(/"(time|requestId)":"[^"]+"/g, '"$1":""').replace(/"ms":[\d.]+/, '"ms":0'),
  );
  expect([missed, broken]).toEqual(byFramework);
  expect(JSON.parse(missed ?? "")).toEqual({
    ...{ level: "info", time: "", requestId: "", method: "POST", route: "/license/validate" },
    ...{ status: 404, ms: 0, actor: "application", msg: "request.done" },
  });
});
