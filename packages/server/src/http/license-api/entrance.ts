import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { BOUNDS } from "@keywright/contract/wire";
import type { TObject } from "typebox";
import type { Services } from "#actions/context.ts";
import type { Actor } from "#domain/actor.ts";
import { isRefusal, type Refusal, refuseFields } from "#domain/refusal.ts";
import { actorOf } from "#http/authorize.ts";
import type { Check } from "#http/compile.ts";
import { endedWithinBody, refusalOfThrown } from "#http/failures.ts";
import { parseJsonBody } from "#http/json-body.ts";
import { answerCall } from "#http/license-api/answer.ts";
import { type Address, type Answered, CALLS, type Call } from "#http/license-api/calls.ts";
import { readLenientBody } from "#http/license-api/read-body.ts";
import type { Limits } from "#http/limits.ts";
import { headersOf, PROBLEM_TYPE, problemOf, statusOfCode } from "#http/problem.ts";
import { faultsOf } from "#http/words.ts";
import { type Logger, logDone } from "#kit/logger.ts";
import { addressOf, type Proxies } from "#kit/proxies.ts";

/*
 * The short road to the calls of the License API, which every copy of every application asks at every start: on the bare
 * HTTP server, past the framework. It takes plain requests alone and leaves all others to the framework's routes before it
 * has read a byte of them. Both roads answer the same, since both ask the same calls (calls.ts).
 */

export const PREFIXES = ["/api/v1/license", "/license"] as const;

/** A call at one of its addresses. */
interface Door {
  readonly call: Call;
  /** The address as the log names it. */
  readonly route: string;
  readonly isBody: Check;
  readonly areHeaders: Check | null;
}

/** A request on its way. */
interface Visit {
  readonly door: Door;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly address: string;
  readonly began: number;
}

export interface Entrance {
  /** Takes a request and answers it; false when it is not a plain one, and somebody else's to answer. */
  takes(request: IncomingMessage, response: ServerResponse): boolean;
  /** From now on each answer asks its client to close the connection. */
  stop(): void;
}

/** @param options.check makes the check that a schema describes */
export function openEntrance(
  services: Services,
  limits: Limits,
  logger: Logger,
  {
    check,
    address: origin,
    proxies,
  }: { readonly check: (schema: TObject) => Check; readonly address: Address; readonly proxies: Proxies | null },
): Entrance {
  const doors = doorsOf(check);
  let isStopping = false;

  function takes(request: IncomingMessage, response: ServerResponse): boolean {
    const door = doors.get(request.url ?? "");
    const address = addressOf(request, proxies);
    if (door === undefined || address === undefined || !isPlain(request, door)) return false;
    const visit = { door, request, response, requestId: randomUUID(), address, began: performance.now() };
    void serve(visit);
    return true;
  }

  async function serve(visit: Visit): Promise<void> {
    const { request, requestId, address } = visit;
    let actor: Actor | undefined;
    try {
      // Before the body is looked at: who may not call need not send it.
      const calling = actorOf(services, limits, request.headers.authorization, address);
      const caller = calling instanceof Promise ? await calling : calling;
      if (isRefusal(caller)) return refuseCall(visit, caller);
      actor = caller;
      const body = await readBody(request);
      const answered = isRefusal(body) ? body : await ask(visit, body, actor);
      if (isRefusal(answered)) return refuseCall(visit, answered, actor);
      write(visit, answered.status, JSON_ANSWER, JSON.stringify(answered.body), actor);
    } catch (error) {
      const refusal = refusalOfThrown(error);
      if (refusal.refusal === "INTERNAL_ERROR") logger.error({ requestId, err: error }, "request.failed");
      refuseCall(visit, refusal, actor);
    }
  }

  async function ask({ door, request, address }: Visit, bytes: Buffer, actor: Actor): Promise<Answered | Refusal> {
    const { call, isBody } = door;
    const body = readLenientBody(call.body, parseJsonBody(bytes));
    if (isRefusal(body)) return body;
    if (!isBody(body)) return refuseFields(faultsOf(isBody.errors ?? [], "body"));
    const sent = { body, headers: request.headers, origin };
    return answerCall(call, { ...services, actor }, sent, { limits, address });
  }

  function refuseCall(visit: Visit, refusal: Refusal, actor?: Actor): void {
    const head = [...Object.entries(headersOf(refusal)).flat(), "content-type", PROBLEM_TYPE];
    write(visit, statusOfCode(refusal.refusal), head, JSON.stringify(problemOf(refusal, visit.requestId)), actor);
  }

  function write(visit: Visit, status: number, head: readonly string[], text: string, actor?: Actor): void {
    const { door, response, requestId, began } = visit;
    const fields = ["x-request-id", requestId, "x-content-type-options", "nosniff", "cache-control", "no-store"];
    const length = Buffer.byteLength(text);
    fields.push(...head, "content-length", String(length));
    if (isStopping) fields.push("connection", "close");
    response.writeHead(status, fields);
    // A byte for each character means ASCII alone, which is quicker to write where Node is told.
    response.end(text, length === text.length ? "latin1" : "utf8");
    const ms = Math.round((performance.now() - began) * 10) / 10;
    logDone(logger, { requestId, method: "POST", route: door.route, status, ms, actor: actor?.kind });
  }

  return {
    takes: (request, response) => !isStopping && takes(request, response),
    stop: () => {
      isStopping = true;
    },
  };
}

const JSON_ANSWER = ["content-type", "application/json; charset=utf-8"];

/** Each call by the addresses that it has, with and without a slash at the end. */
function doorsOf(check: (schema: TObject) => Check): ReadonlyMap<string, Door> {
  const doors = new Map<string, Door>();
  for (const call of CALLS) {
    const isBody = check(call.body);
    const areHeaders = call.headers === undefined ? null : check(call.headers);
    for (const prefix of PREFIXES) {
      const route = `${prefix}/${call.name}`;
      for (const url of [route, `${route}/`]) doors.set(url, { call, route, isBody, areHeaders });
    }
  }
  return doors;
}

const PLAIN_TYPES: ReadonlySet<string | undefined> = new Set([
  "application/json",
  "application/json; charset=utf-8",
  "application/json;charset=utf-8",
]);

/** Whether nothing about a request is odd, so that nothing of what makes a request odd has to be looked at here. */
function isPlain(request: IncomingMessage, { areHeaders }: Door): boolean {
  const { method, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = request;
  if (method !== "POST" || httpVersionMajor !== 1 || httpVersionMinor !== 1) return false;
  if (!PLAIN_TYPES.has(headers["content-type"]) || headers.host === undefined) return false;
  if (headers.expect !== undefined || headers.upgrade !== undefined) return false;
  if (headers["content-encoding"] !== undefined || headers["transfer-encoding"] !== undefined) return false;
  // Also when it is not there, which is not a number.
  if (!(Number(headers["content-length"]) <= BOUNDS.bodyBytes)) return false;
  // A header that is sent twice stands there once.
  if (Object.keys(headers).length * 2 !== rawHeaders.length) return false;
  return areHeaders === null || Boolean(areHeaders(headers));
}

const NOTHING = Buffer.alloc(0);

/** The body, which is as long as its head says, or the parser would have given up. */
function readBody(request: IncomingMessage): Promise<Buffer | Refusal> {
  return new Promise((resolve) => {
    let whole: Buffer | null = null;
    request.on("data", (chunk: Buffer) => {
      whole = whole === null ? chunk : Buffer.concat([whole, chunk]);
    });
    request.on("end", () => resolve(whole ?? NOTHING));
    // Comes after the end, too, when it is settled what came.
    request.on("close", () => resolve(endedWithinBody()));
    if (request.destroyed) resolve(endedWithinBody());
  });
}
