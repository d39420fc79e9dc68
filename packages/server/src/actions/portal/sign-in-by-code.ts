import { timingSafeEqual } from "node:crypto";
import type { Services } from "#actions/context.ts";
import type { OpenedSession } from "#actions/portal/session.ts";
import { signInBy } from "#actions/portal/sign-in-by-link.ts";
import { attemptDigest, codeDigest } from "#actions/portal/sign-in-secrets.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { countCodeTry } from "#store/portal-sign-ins.ts";

/** How often a code may be tried, right or wrong. */
const MOST_TRIES = 5;

/**
 * Signs a customer in by the code of a mail, on the page that asked for it. A code is short, so each try is counted, and
 * for good before it is looked at: who tries many at once has no more of them.
 */
export async function signInByCode(
  services: Services,
  { attempt, code }: { readonly attempt: string; readonly code: string },
): Promise<OpenedSession | Refusal> {
  const { store, vault, clock } = services;
  const found = await store.transaction(async (tx) => ({
    end: "commit",
    value: await countCodeTry(tx, attemptDigest(vault, attempt), MOST_TRIES, clock.now()),
  }));
  if (found === null) return deadCode();
  const tried = codeDigest(vault, attempt, code.replace(/\s/g, ""));
  return timingSafeEqual(tried, found.codeDigest) ? signInBy(services, found, "code", deadCode) : wrongCode();
}

function wrongCode(): Refusal {
  return refuse("UNAUTHORIZED", "This is not the code from the last mail.");
}

function deadCode(): Refusal {
  return refuse("UNAUTHORIZED", "This code has been used, was tried too often, or is too old: ask for a new one.");
}
