import { BOUNDS } from "@keywright/contract/wire";
import fc from "fast-check";
import { breaking, fitting, fittingFields, junkText, type Known } from "#test/hostile/arbitrary.ts";
import type { Operation, Parameter } from "#test/hostile/operations.ts";
import { typesOf } from "#test/hostile/schema.ts";

/** A request as it is sent. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request that is wrong in one place, and the field that the refusal must name. */
export interface BrokenRequest extends Request {
  readonly field: string;
}

/** What lets callers in: a token, and what pages send for a user or a customer who is signed in. */
export interface Credentials {
  readonly token: string;
  readonly session: Readonly<Record<string, string>>;
  readonly customer: Readonly<Record<string, string>>;
}

/**
 * Adds what lets a caller in: a token or, where people alone are let in, what a page sends for whoever is signed in.
 * @param asUser whoever is signed in calls also where a token would do
 */
export function withCredentials<Sent extends { readonly headers: Readonly<Record<string, string>> }>(
  { needsToken, needsUser, needsCustomer }: Operation,
  request: Sent,
  { token, session, customer }: Credentials,
  asUser = false,
): Sent & { token?: string } {
  if (needsUser || (needsToken && asUser)) return { ...request, headers: { ...request.headers, ...session } };
  if (needsCustomer) return { ...request, headers: { ...request.headers, ...customer } };
  return { ...request, token };
}

/** What goes into a request. What is left out of the path names a thing that exists. */
interface Parts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: readonly (readonly [string, string])[];
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: unknown;
}

/** Requests that fit what the document says of the operation. */
export function fittingRequest(operation: Operation, things: Known): fc.Arbitrary<Request> {
  const some = (place: Parameter["in"]) => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place);
    return fittingFields(Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])), things).map(
      (values) =>
        Object.entries(values).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)] as const],
        ),
    );
  };
  return fc
    .record({ query: some("query"), headers: some("header"), body: fittingBody(operation, things) })
    .map(({ query, headers, body }) => assemble(operation, things, { query, headers: headers.map(headerPair), body }));
}

/** A header carries no other letters, and no space at its ends. */
function headerPair([name, text]: readonly [string, string]): [string, string] {
  return [name, text.replace(/[^!-~]/g, "") || "x"];
}

/**
 * Requests that break what the document says of the operation in one place. Null when there is nothing to break. A body that
 * is too large as a whole is refused before a field of it is read, and so is none of them.
 */
export function brokenRequest(operation: Operation, things: Known): fc.Arbitrary<BrokenRequest> | null {
  const { parameters, body } = operation;
  const ways: fc.Arbitrary<{ parts: Parts; field: string }>[] = [
    ...parameters.map(brokenParameter),
    ...(parameters.some((parameter) => parameter.in === "query") ? [unknownParameter] : []),
    ...(body ? [breaking(body).map(({ value, field }) => ({ parts: { body: value }, field: field || "body" }))] : []),
  ];
  if (ways.length === 0) return null;
  return fc
    .tuple(fc.oneof(...ways), fittingBody(operation, things))
    .map(([{ parts, field }, fits]) => ({ ...assemble(operation, things, { body: fits, ...parts }), field }))
    .filter(({ body = "" }) => Buffer.byteLength(body) <= BOUNDS.bodyBytes);
}

function fittingBody({ body }: Operation, things: Known): fc.Arbitrary<unknown> {
  return body ? fitting(body, things) : fc.constant(undefined);
}

function brokenParameter({ in: place, name, schema }: Parameter): fc.Arbitrary<{ parts: Parts; field: string }> {
  const { maxLength = 64 } = schema;
  const tooLong = fc.constantFrom("x".repeat(maxLength + 1), "x".repeat(maxLength + 100), "%".repeat(maxLength + 1));
  if (place === "path") return tooLong.map((text) => ({ parts: { path: { [name]: text } }, field: name }));
  if (place === "header") {
    const texts = schema.minLength === undefined ? tooLong : fc.oneof(tooLong, fc.constant(""));
    return texts.map((text) => ({ parts: { headers: [[name, text] as const] }, field: name }));
  }
  const wrong = junkText(schema, (text) => readAs(typesOf(schema)[0], text.toWellFormed())).map((text) => [text]);
  const twice = fc.tuple(fitting(schema).map(String), fitting(schema).map(String));
  return fc.oneof({ weight: 3, arbitrary: wrong }, twice).map((texts) => ({
    parts: { query: texts.map((text): [string, string] => [name, text.toWellFormed()]) },
    field: name,
  }));
}

const unknownParameter = fc
  .tuple(fc.constantFrom("constructor", "__proto__", "toString", "Limit", "page", "limit[]", "😀", "a b"), fc.string())
  .map(([name, text]) => ({ parts: { query: [[name, text] as const] }, field: name }));

/** What a text in a query stands for, by our own reading. */
function readAs(type: string | undefined, text: string): unknown {
  if (type === "integer") return /^-?\d{1,16}$/.test(text) ? Number(text) : text;
  if (type === "boolean") return text === "true" || (text === "false" ? false : text);
  return text;
}

function assemble({ method, path }: Operation, things: Known, parts: Parts): Request {
  const address = path.replace(/([a-z]+)\/\{(\w+)\}/g, (_, noun: string, name: string) => {
    return `${noun}/${encodeURIComponent(parts.path?.[name] ?? String(things[noun]))}`;
  });
  const query = (parts.query ?? []).map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  return {
    method,
    path: query === "" ? address : `${address}?${query}`,
    headers: Object.fromEntries(parts.headers ?? []),
    ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
  };
}
