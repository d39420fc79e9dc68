import { codeOfStep, stepAt } from "#domain/users/two-step.ts";
import { type GivenServer, OWNER } from "#test/given.ts";

/* An app that shows codes, as users have it on their phones. */

/** The code that an app shows which was given this secret as text. @param ahead how many steps its clock is ahead */
export function codeFor(secret: string, now: Temporal.Instant, ahead = 0): string {
  const bits = [...secret].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return codeOfStep(
    Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2)),
    stepAt(now) + ahead,
  );
}

/** Switches two-step sign-in on for the owner, whose code of this moment is used up by it. */
export async function switchOnTwoStep(server: GivenServer) {
  const headers = await server.signIn();
  const begun = await server.call("POST", "/api/auth/two-step/begin", { headers, body: { password: OWNER.password } });
  const { secret } = begun.body;
  const code = (ahead = 0) => codeFor(secret, server.clock.now(), ahead);
  const body = { code: code() };
  const done = await server.call("POST", "/api/auth/two-step/switch-on", { headers, body });
  if (done.status !== 200) throw new Error(`not switched on: ${JSON.stringify(done.body)}`);
  return { headers, secret: String(secret), code, recoveryCodes: done.body.recoveryCodes as string[] };
}
