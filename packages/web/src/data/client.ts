import createClient from "openapi-fetch";
import type { paths } from "#data/api.gen.ts";
import { problemOf, unreachable } from "#data/problem.ts";

/** Our own API, typed by our own OpenAPI document. Every call that is refused, or not answered, fails with a `Problem`. */
export const api = createClient<paths>({ baseUrl: "", fetch: (request) => send(request) });

/** A value with the `ETag` of the state that it shows; send it as `If-Match` with an edit. */
export type Tagged<T> = T & { readonly etag: string };

interface Answer<T> {
  readonly data?: T;
  readonly response: Response;
}

/** What a call answers. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await call).data as T;
}

/** What a call answers, with the tag of its state. */
export async function tagged<T extends object>(call: Promise<Answer<T>>): Promise<Tagged<T>> {
  const { data, response } = await call;
  return { ...(data as T), etag: response.headers.get("etag") ?? "*" };
}

/** The header that keeps an edit from overwriting somebody else's. */
export function ifMatch(etag: string): { "if-match": string } {
  return { "if-match": etag };
}

/** A call outside the OpenAPI document: sign-in and setup. */
export async function call<T>(method: "GET" | "POST", path: string, body?: object): Promise<T> {
  const init = body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {};
  const response = await send(new Request(path, { method, ...init }));
  const text = await response.text();
  return (text === "" ? null : JSON.parse(text)) as T;
}

async function send(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    // A page that is left, or a query that is asked anew, ends its calls: that is no fault of the server.
    if (request.signal.aborted) throw error;
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}
