import type { Services } from "#actions/context.ts";
import { type OpenedSession, openSession } from "#actions/portal/session.ts";
import { linkDigest } from "#actions/portal/sign-in-secrets.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findCustomer } from "#store/customers.ts";
import { findPortalSignInByLink, type PortalSignIn, takePortalSignIn } from "#store/portal-sign-ins.ts";

/** Signs a customer in by the link of a mail, which works once. */
export async function signInByLink(services: Services, link: string): Promise<OpenedSession | Refusal> {
  const { store, vault, clock } = services;
  const found = await findPortalSignInByLink(store.read, linkDigest(vault, link), clock.now());
  return found === null ? deadLink() : signInBy(services, found, "link", deadLink);
}

/** Uses a mail up and opens the session of whoever it went to. Of two who do so at once, the second finds nothing. */
export async function signInBy(
  services: Services,
  { id, customerId }: PortalSignIn,
  by: "link" | "code",
  dead: () => Refusal,
): Promise<OpenedSession | Refusal> {
  const customer = customerId === null ? null : await findCustomer(services.store.read, customerId);
  if (customer === null) return dead();
  return openSession(services, { customer, licenseId: null }, by, async (tx, now) =>
    (await takePortalSignIn(tx, id, now)) ? null : dead(),
  );
}

function deadLink(): Refusal {
  return refuse("UNAUTHORIZED", "This link has been used or is too old: it works once, for 15 minutes.");
}
