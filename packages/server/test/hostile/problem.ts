import { Problem } from "@keywright/contract/problem";
import { Value } from "typebox/value";
import { expect } from "vitest";
import { PROBLEM_TYPE, statusOfCode } from "#http/problem.ts";
import type { Answer } from "#test/given.ts";

/** Expects a whole problem document with this status. @param field the field that it must name as wrong */
export function expectProblem({ status, headers, body }: Answer, expected: number, field?: string): void {
  expect({ status, type: headers.get("content-type"), body }).toMatchObject({ status: expected, type: PROBLEM_TYPE });
  expect([...Value.Errors(Problem, body)]).toEqual([]);
  expect(statusOfCode(body.code)).toBe(expected);
  expect(body).toMatchObject({ type: `/api/docs#${body.code}`, status: expected });
  expect(body.title).not.toBe("");
  expect(body.detail).not.toBe("");
  expect(body.message).toBe(body.detail);
  expect(body.error).toBe(body.detail);
  expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers.get("x-request-id")).toBe(body.requestId);
  if (field !== undefined) expect(Object.keys(body.errors ?? {}), JSON.stringify(body)).toContain(field);
}
