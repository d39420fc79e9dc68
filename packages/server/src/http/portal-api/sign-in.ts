import {
  AskToSignIn,
  PortalBrand,
  PortalSession,
  SignInAsked,
  SignInByCode,
  SignInByKey,
  SignInByLink,
} from "@keywright/contract/portal-api";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "#actions/context.ts";
import { askToSignIn } from "#actions/portal/ask-to-sign-in.ts";
import { getBrand } from "#actions/portal/brand.ts";
import { findSession, type OpenedSession } from "#actions/portal/session.ts";
import { signInByCode } from "#actions/portal/sign-in-by-code.ts";
import { signInByKey } from "#actions/portal/sign-in-by-key.ts";
import { signInByLink } from "#actions/portal/sign-in-by-link.ts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal.ts";
import { chargeFailure, type Gate } from "#http/authorize.ts";
import { ownAddress } from "#http/origin.ts";
import { ANYBODY, authorizeAnybody, setSessionCookie } from "#http/portal-api/authorize.ts";
import { shapeSession } from "#http/portal-api/shape.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers, type Routes } from "#http/routes.ts";

const tags = ["Customer portal"];

/** How often one address may ask for a mail: as often as a user may ask for a reset link. */
const ASKING = { points: 3, seconds: 10 } as const;

/** How a customer signs in: by the link or the code of a mail, or with a license key. */
export function signInRoutes(app: Routes, services: Services, gate: Gate): void {
  const { limits, publicUrl } = gate;
  const asking = limits.narrowed("portal-sign-in", ASKING);
  app.addHook("onRequest", authorizeAnybody(gate));

  async function answerSession(request: FastifyRequest, reply: FastifyReply, opened: OpenedSession | Refusal) {
    if (isRefusal(opened)) {
      if (opened.refusal !== "UNAVAILABLE") chargeFailure(limits, request.ip);
      return sendRefusal(reply, opened);
    }
    const known = await findSession(services, opened.token);
    if (known === null) return sendRefusal(reply, refuse("UNAUTHORIZED", "The session has ended already."));
    setSessionCookie(reply, opened, services.clock.now(), publicUrl);
    return reply.code(201).send(shapeSession(known.session));
  }

  app.get(
    "/brand",
    {
      schema: {
        ...{ tags, security: ANYBODY, operationId: "getPortalBrand" },
        summary: "Ask who sells here",
        response: answers({ 200: PortalBrand }),
      },
    },
    async () => ({ ...(await getBrand(services)), sendsMail: services.sendsMail }),
  );

  app.post(
    "/sign-in",
    {
      schema: {
        ...{ tags, security: ANYBODY, operationId: "askToSignIn" },
        summary: "Ask for a sign-in mail",
        description:
          "The answer is the same whether or not the address is a customer's. Link and code work once, for 15 minutes.",
        body: AskToSignIn,
        response: answers({ 200: SignInAsked }),
      },
    },
    async (request, reply) => {
      const limited = asking.take(request.ip, 1);
      if (limited !== null) return sendRefusal(reply, limited);
      // Never from the request: whoever asks names any host they like, and the customer's link would lead there.
      const page = `${publicUrl ?? ownAddress(request.server.server)}/portal`;
      const attempt = await askToSignIn(services, { email: request.body.email, page });
      return isRefusal(attempt) ? sendRefusal(reply, attempt) : reply.send({ attempt });
    },
  );

  app.post(
    "/sign-in/link",
    {
      schema: {
        ...{ tags, security: ANYBODY, operationId: "signInByLink" },
        summary: "Sign in by a mailed link",
        description: "Uses up the link, and the code that came with it. The answer sets the session's cookie.",
        body: SignInByLink,
        response: answers({ 201: PortalSession }),
      },
    },
    async (request, reply) => answerSession(request, reply, await signInByLink(services, request.body.link)),
  );

  app.post(
    "/sign-in/code",
    {
      schema: {
        ...{ tags, security: ANYBODY, operationId: "signInByCode" },
        summary: "Sign in by a mailed code",
        description: "For the page that asked for the mail. A code may be tried five times.",
        body: SignInByCode,
        response: answers({ 201: PortalSession }),
      },
    },
    async (request, reply) => answerSession(request, reply, await signInByCode(services, request.body)),
  );

  app.post(
    "/sign-in/key",
    {
      schema: {
        ...{ tags, security: ANYBODY, operationId: "signInByKey" },
        summary: "Sign in with a license key",
        description: "Opens this one license, for an hour or until its key is regenerated.",
        body: SignInByKey,
        response: answers({ 201: PortalSession }),
      },
    },
    async (request, reply) => answerSession(request, reply, await signInByKey(services, request.body.licenseKey)),
  );
}
