import { expect, test } from "vitest";
import { problemOf } from "#data/problem.ts";

test("a problem document is read with its fields", async () => {
  const problem = await problemOf(
    Response.json(
      {
        code: "INVALID_REQUEST",
        detail: "The request is not valid.",
        errors: { name: ["Must not be empty."] },
        requestId: "7",
      },
      { status: 400 },
    ),
  );
  expect(problem).toMatchObject({
    code: "INVALID_REQUEST",
    message: "The request is not valid.",
    status: 400,
    fieldErrors: { name: "Must not be empty." },
    requestId: "7",
  });
});

test("an answer of something in between is a problem as well", async () => {
  expect(await problemOf(new Response("<h1>Bad Gateway</h1>", { status: 502 }))).toMatchObject({ code: "UNREACHABLE" });
  expect(await problemOf(new Response("nonsense", { status: 418 }))).toMatchObject({ code: "UNKNOWN", status: 418 });
});
