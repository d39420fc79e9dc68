import { readFileSync } from "node:fs";

/** Stands in a request for the license key that is put there. */
export const KEY = "{key}";

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Requests that come from several connections at once, each sending its next when it has its answer, or by the clock. */
export interface Stream {
  readonly port: number;
  readonly connections: number;
  /**
   * How many requests come in a second, at moments that do not depend on each other (a Poisson process), whether or not
   * others are answered: what a request waits for a free connection counts. Left out: as many as are answered.
   */
  readonly perSecond?: number;
  readonly requests: readonly HttpRequest[];
  /** A file of license keys, one a line: every request is sent with each of them in place of `{key}`. */
  readonly keys?: string;
  readonly order: "at random" | "in turn";
  /** What an answer must be; any other is an error. */
  readonly expect: { readonly status: number; readonly text: string };
}

/** Every request of a stream as the bytes that go over the wire, made before anything is measured. */
export function requestBytes({ requests, keys }: Pick<Stream, "requests" | "keys">): Buffer[] {
  const texts = requests.map(requestText);
  if (keys === undefined) return texts.map(({ head, body }) => whole(head, body));
  return readFileSync(keys, "utf8")
    .trim()
    .split("\n")
    .flatMap((key) => texts.map(({ head, body }) => whole(head, body.replace(KEY, key))));
}

function requestText({ method, path, headers = {}, body = "" }: HttpRequest): { head: string; body: string } {
  const all = { host: "127.0.0.1", ...(body !== "" && { "content-type": "application/json" }), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return { head: [`${method} ${path} HTTP/1.1`, ...lines].join("\r\n"), body };
}

function whole(head: string, body: string): Buffer {
  const length = body === "" ? "" : `\r\ncontent-length: ${Buffer.byteLength(body)}`;
  return Buffer.from(`${head}${length}\r\n\r\n${body}`);
}
