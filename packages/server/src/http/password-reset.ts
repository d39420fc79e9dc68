import { RequestPasswordReset, ResetPassword } from "@keywright/contract/accounts";
import type { Services } from "#actions/context.ts";
import { askForReset } from "#actions/users/ask-for-reset.ts";
import { resetByLink } from "#actions/users/reset-by-link.ts";
import { isRefusal } from "#domain/refusal.ts";
import { chargeFailure, type Gate } from "#http/authorize.ts";
import { ownAddress } from "#http/origin.ts";
import { sendRefusal } from "#http/problem.ts";
import type { Routes } from "#http/routes.ts";
import { callerOf, setCookies } from "#http/session.ts";

/** How often one address may ask for a link: as often as the accounts let it try to sign in. */
const ASKING = { points: 3, seconds: 10 } as const;

/**
 * How a forgotten password is mended by mail. The two calls have the names and bodies that Better Auth gives them; what
 * they do is ours (docs/decisions/0014-outbox.md says why).
 */
export function passwordReset(app: Routes, services: Services, { accounts, limits, publicUrl }: Gate): void {
  const asking = limits.narrowed("password-reset", ASKING);

  app.post(
    "/request-password-reset",
    { schema: { hide: true, body: RequestPasswordReset } },
    async (request, reply) => {
      const limited = asking.take(request.ip, 1);
      if (limited !== null) return sendRefusal(reply, limited);
      // Never from the request: whoever asks names any host they like, and the victim's link would lead there.
      const page = `${publicUrl ?? ownAddress(request.server.server)}/reset`;
      const asked = await askForReset(services, { email: request.body.email, page });
      if (isRefusal(asked)) return sendRefusal(reply, asked);
      return reply.send({ status: true, message: "If this e-mail is a user's, a link is on its way to it." });
    },
  );

  app.post("/reset-password", { schema: { hide: true, body: ResetPassword } }, async (request, reply) => {
    const { token, newPassword: password } = request.body;
    const user = await resetByLink(services, { token, password });
    if (isRefusal(user)) {
      if (user.refusal === "UNAUTHORIZED") chargeFailure(limits, request.ip);
      return sendRefusal(reply, user);
    }
    // Where that asks for more than a password, the answer carries no session, and the web app leads to the sign-in.
    const { email } = user;
    const signedIn = await accounts.call("POST", "/sign-in/email", { email, password }, callerOf(request));
    setCookies(reply, signedIn.headers.getSetCookie());
    return reply.send({ status: true });
  });
}
