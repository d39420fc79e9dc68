import { ChangePassword, RevokeSession, SignIn } from "@keywright/contract/accounts";
import { strict } from "@keywright/contract/wire";
import type { FastifyRequest } from "fastify";
import { type TObject, Type } from "typebox";
import type { NotPassed } from "#accounts/second-step.ts";
import type { Services } from "#actions/context.ts";
import { refuseOneStep } from "#actions/users/second-steps.ts";
import { type Refusal, refuse, refuseField } from "#domain/refusal.ts";
import { chargeFailure, foreignPage, type Gate } from "#http/authorize.ts";
import { COST } from "#http/limits.ts";
import { isFromOwnPage } from "#http/origin.ts";
import { passkeys } from "#http/passkeys.ts";
import { passwordReset } from "#http/password-reset.ts";
import { sendRefusal } from "#http/problem.ts";
import type { Routes } from "#http/routes.ts";
import { callerOf, sessionOf, setCookies } from "#http/session.ts";
import { beginSignIn, finishSignIn, pauseSignIn } from "#http/sign-in-tries.ts";
import { twoStep } from "#http/two-step.ts";

const SIGN_IN = "/sign-in/email";
const SIGN_OUT = "/sign-out";
const CHANGE_PASSWORD = "/change-password";
const Nothing = Type.Object({}, strict);
const CODE_NEEDED: NotPassed = "CODE_NEEDED";
const CODE_WRONG: NotPassed = "CODE_WRONG";

/** The endpoints of Better Auth that can be reached. The others, and whatever a later version adds, are not there. */
const ENDPOINTS: readonly (readonly [method: "GET" | "POST", path: string, body?: TObject])[] = [
  ["POST", SIGN_IN, SignIn],
  ["POST", SIGN_OUT, Nothing],
  ["GET", "/get-session"],
  ["POST", CHANGE_PASSWORD, ChangePassword],
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
    passkeys(app, services, gate);
    for (const [method, url, body] of ENDPOINTS) {
      app.route({
        method,
        url,
        schema: { hide: true, ...(body !== undefined && { body }) },
        handler: async (request, reply) => {
          const { code = null, ...asked } = (request.body ?? {}) as { code?: string; email?: string };
          const session = url === SIGN_IN ? null : await sessionOf(accounts, request, reply);
          // Whoever may not go on may leave.
          const held = session !== null && url !== SIGN_OUT ? await refuseOneStep(services, session) : null;
          if (held !== null) return sendRefusal(reply, held);
          // Whose password is tried.
          const email = url === CHANGE_PASSWORD ? session?.user.email : url === SIGN_IN ? asked.email : undefined;
          const isTry = slowsSignIn && email !== undefined;
          const limited = isTry ? await beginSignIn(services, request, email) : null;
          if (limited !== null) return sendRefusal(reply, limited);
          // With a new password, a session begins anew in the place of the one that asks for it.
          const step = session === null ? { code } : session;
          const answer = await accounts.call(method, url, body && asked, callerOf(request), step);
          setCookies(reply, answer.headers.getSetCookie());
          if (answer.ok && isTry) await finishSignIn(services, request, reply, { email, publicUrl });
          if (answer.ok)
            return reply
              .code(answer.status)
              .type("application/json; charset=utf-8")
              .send(await answer.text());
          const why = await codeOf(answer);
          if (why === CODE_NEEDED) {
            if (isTry) await pauseSignIn(services, request, email);
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
