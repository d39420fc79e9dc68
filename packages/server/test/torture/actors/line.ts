import { setTimeout as delay } from "node:timers/promises";
import { type Action, type Answer, type Asked, type Call, HANG_MS, NOT_SENT } from "#test/torture/history/call.ts";
import type { History } from "#test/torture/history/history.ts";
import type { Server } from "#test/torture/scene/server.ts";

/** A caller that finds nobody does not ask again at once. */
const NOBODY_THERE_MS = 30;

const PATHS: Readonly<Record<Action, (license: string, asked: Asked) => [method: string, path: string]>> = {
  activate: () => ["POST", "/api/v1/license/activate"],
  validate: () => ["POST", "/api/v1/license/validate"],
  deactivate: () => ["POST", "/api/v1/license/deactivate"],
  order: () => ["POST", "/api/v1/orders"],
  look: (license) => ["GET", `/api/v1/licenses/${license}`],
  edit: (license) => ["PATCH", `/api/v1/licenses/${license}`],
  regenerate: (license) => ["POST", `/api/v1/licenses/${license}/regenerate`],
  end: (license) => ["POST", `/api/v1/licenses/${license}/deactivate`],
  revoke: (license, { instanceId }) => ["DELETE", `/api/v1/licenses/${license}/activations/${instanceId}`],
};
/** What the applications of customers do, who have no token. */
const OPEN: ReadonlySet<Action> = new Set(["activate", "validate", "deactivate"]);

/** Calls servers as one actor, and puts every call into the history. */
export class Line {
  readonly #actor: string;
  readonly #history: History;
  readonly #token: string;
  readonly #planId: string;

  constructor(actor: string, history: History, token: string, planId: string) {
    this.#actor = actor;
    this.#history = history;
    this.#token = token;
    this.#planId = planId;
  }

  async call(server: Server, action: Action, license: string, asked: Asked): Promise<Call> {
    const named = action === "activate" ? { ...asked, name: this.#history.nextName } : asked;
    const call = this.#history.begin({ actor: this.#actor, process: server.name }, action, license, named);
    const { url } = server;
    if (url === null) {
      this.#history.unanswered(call, NOT_SENT);
      await delay(NOBODY_THERE_MS);
      return call;
    }
    try {
      this.#history.answered(call, await this.#send(url, call));
    } catch (error) {
      const why = reasonOf(error);
      this.#history.unanswered(call, why);
      if (why === NOT_SENT) await delay(NOBODY_THERE_MS);
    }
    return call;
  }

  async #send(url: string, { action, license, asked }: Call): Promise<Answer> {
    const [method, path] = PATHS[action](license, asked);
    const body = this.#body(action, asked);
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(!OPEN.has(action) && { authorization: `Bearer ${this.#token}` }),
        ...(asked.idempotencyKey !== undefined && { "idempotency-key": asked.idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(HANG_MS),
    });
    const text = await response.text();
    const etag = Number(/^"(\d+)"$/.exec(response.headers.get("etag") ?? "")?.[1] ?? Number.NaN);
    return { ...read(response.status, text), ...(!Number.isNaN(etag) && { revision: etag }) };
  }

  #body(action: Action, asked: Asked): object | undefined {
    const { licenseKey, name, fingerprint, instanceId, activationLimit, expiresOn, email } = asked;
    switch (action) {
      case "activate":
        return { licenseKey, instanceName: name, fingerprint };
      case "validate":
        return { licenseKey, instanceId, fingerprint };
      case "deactivate":
        return { licenseKey, instanceId };
      case "edit":
        return { activationLimit, expiresOn };
      case "order":
        return { planId: this.#planId, customer: { email } };
      case "look":
      case "regenerate":
      case "end":
      case "revoke":
        return undefined;
    }
  }
}

/** What of an answer's body is worth keeping. An order and an activation tell of their license. */
function read(status: number, text: string): Answer {
  const body = text === "" ? {} : JSON.parse(text);
  const license = body.license ?? body;
  return {
    status,
    code: body.code ?? "",
    detail: body.detail ?? "",
    ...defined({
      instanceId: body.instanceId,
      licenseId: license.id,
      licenseKey: license.licenseKey,
      activationUsage: license.activationUsage,
      activationLimit: license.activationLimit,
      expiresOn: license.expiresOn,
      enabled: license.enabled,
    }),
  };
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** Why there was no answer. A connection that was never made has carried nothing. */
function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") return `no answer within ${HANG_MS / 1000} s`;
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  return code === "ECONNREFUSED" ? NOT_SENT : code;
}
