import { describe, expect, test } from "vitest";
import { describeApi } from "#http/reference/describe.ts";
import { groupsOf } from "#http/reference/document.ts";
import { curlOf } from "#http/reference/example/curl.ts";
import { givenServer } from "#test/given.ts";
import { signInWithKey } from "#test/portal.ts";

const document = await describeApi();
const calls = groupsOf(document).flatMap((group) => group.calls);

const ONE_TIME = new Set([
  "setUp",
  "openInvitation",
  "acceptInvitation",
  "signInByLink",
  "signInByCode",
  "openDeviceLink",
  "endByDeviceLink",
]);

test.each(calls)("the example of $method $path has a form that the server takes", async (call) => {
  const server = await givenServer();
  const command = curlOf(document, call);
  const path = /"\$KEYWRIGHT_URL([^"]+)"/.exec(command)?.[1] ?? "";
  const body = / -d '([^']*)'$/.exec(command)?.[1];
  const session = command.includes("Cookie: $KEYWRIGHT_COOKIE") ? await server.signIn() : undefined;
  const customer = command.includes("Cookie: $KEYWRIGHT_PORTAL_COOKIE")
    ? await signInWithKey(server, (await server.license()).key)
    : undefined;
  const token = command.includes("Bearer $KEYWRIGHT_TOKEN") ? await server.token() : undefined;

  const answer = await server.call(call.method, path, {
    ...(body !== undefined && { body }),
    ...(token !== undefined && { token }),
    ...(session !== undefined && { headers: session }),
    ...(customer !== undefined && { headers: customer }),
  });

  expect(answer.body).not.toMatchObject({ code: expect.stringMatching(/^(INVALID_REQUEST|NOT_FOUND)$/) });
  // An example of a link or a code can't be the right one.
  if (!ONE_TIME.has(call.operationId)) expect(answer.body).not.toMatchObject({ code: "UNAUTHORIZED" });
});

describe("a command", () => {
  const call = {
    method: "POST",
    path: "/things/{id}",
    operationId: "make",
    responses: {},
    requestBody: {
      content: {
        "application/json": {
          schema: { type: "object", required: ["note"], properties: { note: { type: "string", examples: ["it's"] } } },
        },
      },
    },
  };

  test("keeps a quotation mark away from the shell", () => {
    expect(curlOf(document, call)).toContain('"note": "it\'\\\'\'s"');
  });

  test("fills in the path and says the method only where curl would guess another", () => {
    expect(curlOf(document, call)).toMatch(/^curl "\$KEYWRIGHT_URL\/things\/[0-9a-f-]{36}"/);
    expect(curlOf(document, { ...call, method: "PATCH" })).toMatch(/^curl -X PATCH "/);
  });

  test("sends a token unless the call does without", () => {
    expect(curlOf(document, call)).toContain("Bearer $KEYWRIGHT_TOKEN");
    expect(curlOf(document, { ...call, security: [] })).not.toContain("Bearer");
    expect(curlOf(document, { ...call, security: [{}, { token: [] }] })).not.toContain("Bearer");
  });
});
