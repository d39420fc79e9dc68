import { randomBytes } from "node:crypto";
import { type Change, type Services, write } from "#actions/context.ts";
import type { Customer } from "#domain/actor.ts";
import type { Refusal } from "#domain/refusal.ts";
import { newId } from "#kit/ids.ts";
import type { Vault } from "#kit/vault.ts";
import { toMoment } from "#store/moments.ts";
import {
  deletePortalSession,
  findPortalSession,
  insertPortalSession,
  type PortalSession,
  prolongPortalSession,
} from "#store/portal-sessions.ts";
import type { Tx } from "#store/store.ts";

/** How long a session lasts: one that a mail opened, after it was used last; one that a key opened, in any case. */
const LIFE = { mail: { hours: 30 * 24 }, key: { hours: 1 } } as const;
/** A session is prolonged when so much of its life is over: not with every call, each of which would be a write. */
const PROLONGED_AFTER = { hours: 24 } as const;

/** A session that has just begun or gone on: what its cookie carries, and until when. */
export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Temporal.Instant;
}

/** A session, and who acts in it. */
export interface KnownSession {
  readonly session: PortalSession;
  readonly actor: Customer;
  /** Whether it was prolonged just now, so that its cookie must be, too. */
  readonly isProlonged: boolean;
}

/** Who a session opens for. */
type Owner = Pick<PortalSession, "customer" | "licenseId">;

/** Opens a session for a customer, in the change that proves that it is theirs, and records it as their own act. */
export async function openSession(
  services: Services,
  owner: Owner,
  by: "link" | "code" | "key",
  prove: (tx: Tx, now: Temporal.Instant) => Promise<Refusal | null>,
): Promise<OpenedSession | Refusal> {
  return write(
    { ...services, actor: actorOf(owner) },
    "portal",
    async (tx, now): Promise<Change<OpenedSession> | Refusal> => {
      const refusal = await prove(tx, now);
      if (refusal !== null) return refusal;
      const token = randomBytes(32).toString("base64url");
      const expiresAt = now.add(by === "key" ? LIFE.key : LIFE.mail);
      await insertPortalSession(tx, {
        id: newId(now),
        digest: digestOf(services.vault, token),
        customer_id: owner.customer.id,
        license_id: owner.licenseId,
        expires_at: toMoment(expiresAt),
        created_at: toMoment(now),
      });
      const about = { customerId: owner.customer.id, ...(owner.licenseId !== null && { licenseId: owner.licenseId }) };
      return { value: { token, expiresAt }, events: [{ type: "customer.signed_in", about, data: { by } }] };
    },
  );
}

/** The session that a cookie's text stands for; null when it stands for none. Prolongs one that a mail opened. */
export async function findSession(services: Services, token: string): Promise<KnownSession | null> {
  const { store, vault, clock } = services;
  const now = clock.now();
  const session = await findPortalSession(store.read, digestOf(vault, token), now);
  if (session === null) return null;
  const until = now.add(LIFE.mail);
  const isProlonged =
    session.licenseId === null && Temporal.Instant.compare(session.expiresAt.add(PROLONGED_AFTER), until) <= 0;
  if (isProlonged)
    await store.transaction(async (tx) => ({
      end: "commit",
      value: await prolongPortalSession(tx, session.id, until),
    }));
  return {
    session: isProlonged ? { ...session, expiresAt: until } : session,
    actor: actorOf(session),
    isProlonged,
  };
}

/** Ends the session that a cookie's text stands for, if there is one. */
export async function endSession({ store, vault }: Services, token: string): Promise<void> {
  await store.transaction(async (tx) => ({
    end: "commit",
    value: await deletePortalSession(tx, digestOf(vault, token)),
  }));
}

function actorOf({ customer, licenseId }: Owner): Customer {
  return { kind: "customer", id: customer.id, name: customer.name ?? customer.email, scope: "portal", licenseId };
}

function digestOf(vault: Vault, token: string): Uint8Array {
  return vault.digest("portal-session", token);
}
