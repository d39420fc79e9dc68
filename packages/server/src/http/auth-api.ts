import { ChangePassword, RevokeSession, SignIn } from "@keywright/contract/accounts";
import { strict } from "@keywright/contract/wire";
import type { FastifyRequest } from "fastify";
import { type TObject, Type } from "typebox";
import type { NotPassed } from "#accounts/second-step.ts";
import type { Services } from "#actions/context.ts";
import { type Refusal, refuse, refuseField } from "#domain/refusal.ts";
import { chargeFailure, foreignPage, type Gate } from "#http/authorize.ts";
import { COST } from "#http/limits.ts";
import { isFromOwnPage } from "#http/origin.ts";
import { passwordReset } from "#http/password-reset.ts";
import { sendRefusal } from "#http/problem.ts";
import type { Routes } from "#http/routes.ts";
import { callerOf, setCookies } from "#http/session.ts";
import { beginSignIn, finishSignIn, pauseSignIn } from "#http/sign-in-tries.ts";
import { twoStep } from "#http/two-step.ts";

const SIGN_IN = "/sign-in/email";
const Nothing = Type.Object({}, strict);
const CODE_NEEDED: NotPassed = "CODE_NEEDED";
const CODE_WRONG: NotPassed = "CODE_WRONG";

/** The endpoints of Better Auth that can be reached. The others, and whatever a later version adds, are not there. */
const ENDPOINTS: readonly (readonly [method: "GET" | "POST", path: string, body?: TObject])[] = [
  ["POST", SIGN_IN, SignIn],
  ["POST", "/sign-out", Nothing],
  ["GET", "/get-session"],
  ["POST", "/change-password", ChangePassword],
  ["GET", "/list-sessions"],
  ["POST", "/revoke-session", RevokeSession],
  ["POST", "/revoke-other-sessions", Nothing],
];

/** How people sign in and out, and look after their sessions and password, a forgotten one included. */
export function authApi(services: Services, gate: Gate) {
  const { accounts, limits, publicUrl, slowsSignIn } = gate;
  return async (app: Routes): Promise<void> => {
    app.addHook("onRequest", async (request, reply) => {
      const refusal = limits.address.take(request.ip, COST.call) ?? refuseForeignPage(request, publicUrl);
      return refusal === null ? undefined : sendRefusal(reply, refusal);
    });
    app.addHook("preValidation", async (request) => {
      if (request.body === undefined && request.routeOptions.schema?.body !== undefined) request.body = {};
    });
    passwordReset(app, services, gate);
    twoStep(app, services, gate);
    for (const [method, url, body] of ENDPOINTS) {
      app.route({
        method,
        url,
        schema: { hide: true, ...(body !== undefined && { body }) },
        handler: async (request, reply) => {
          const isTry = slowsSignIn && url === SIGN_IN;
          const held = isTry ? await beginSignIn(services, request) : null;
          if (held !== null) return sendRefusal(reply, held);
          const { code, ...asked } = (request.body ?? {}) as { code?: string };
          const answer = await accounts.call(method, url, body && asked, callerOf(request), code);
          setCookies(reply, answer.headers.getSetCookie());
          if (answer.ok && isTry) await finishSignIn(services, request, reply, publicUrl);
          if (answer.ok)
            return reply
              .code(answer.status)
              .type("application/json; charset=utf-8")
              .send(await answer.text());
          const why = await codeOf(answer);
          if (why === CODE_NEEDED) {
            if (isTry) await pauseSignIn(services, request);
            return reply.send({ codeNeeded: true });
          }
          const refusal = refusalOf(answer, why);
          if (refusal.refusal === "UNAUTHORIZED" || refusal.errors !== undefined) chargeFailure(limits, request.ip);
          return sendRefusal(reply, refusal);
        },
      });
    }
  };
}

/** Somebody else's page could sign its visitor in as somebody else, or out. What is no browser says no origin. */
function refuseForeignPage(request: FastifyRequest, publicUrl: string | null): Refusal | null {
  const { origin, cookie, "sec-fetch-site": site } = request.headers;
  const isBrowser = origin !== undefined || cookie !== undefined || site !== undefined;
  if (request.method === "GET" || !isBrowser || isFromOwnPage(request, publicUrl)) return null;
  return foreignPage();
}

async function codeOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  return typeof body === "object" && body !== null && "code" in body ? String(body.code) : "";
}

/** Puts the library's "no" into our form. */
function refusalOf({ status, headers }: Response, code: string): Refusal {
  switch (code) {
    case "INVALID_EMAIL":
    case "INVALID_EMAIL_OR_PASSWORD":
      return refuse("UNAUTHORIZED", "The e-mail or the password is wrong.");
    case CODE_WRONG:
      return refuse("UNAUTHORIZED", "The code is wrong, or was used already.");
    case "INVALID_PASSWORD":
      return refuseField("currentPassword", "Is not your password.");
  }
  switch (status) {
    case 401:
      return refuse("UNAUTHORIZED", "Nobody is signed in.");
    case 429: {
      const retryAfterSeconds = Math.max(1, Number(headers.get("x-retry-after")));
      return refuse("RATE_LIMITED", `Too many tries. Try again in ${retryAfterSeconds} seconds.`, {
        retryAfterSeconds,
      });
    }
    case 503:
      return refuse("UNAVAILABLE", "The database is busy. Nothing was changed; send the call again.", {
        retryAfterSeconds: 1,
      });
  }
  if (status >= 500)
    return refuse("INTERNAL_ERROR", "Something went wrong on the server. Its log tells more beside this request id.");
  return refuse("INVALID_REQUEST", "The request can't be done as it was sent.");
}
