import { randomBytes } from "node:crypto";
import type { Services } from "#actions/context.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { MOST_TRIES_BY, TRIES_COUNT_FOR, type TriedBy } from "#domain/users/sign-in-tries.ts";
import { foldEmail } from "#domain/users/user.ts";
import type { Vault } from "#kit/vault.ts";
import { countTry, forgetTries, takeTryBack } from "#store/sign-in-tries.ts";

/** Who tries to sign in as whom. */
export interface SignInTry {
  /** Null = it is not known yet: a passkey says it. */
  readonly email: string | null;
  readonly address: string;
  /** What the browser has kept from an earlier time; null = nothing. */
  readonly mark: string | null;
}

/**
 * Counts a try to sign in, in the database, for all processes, before the password is looked at: so those that come at
 * once count, too. Answers a refusal when there were too many, whether or not anybody has this e-mail.
 */
export async function countSignIn(services: Services, attempt: SignInTry): Promise<Refusal | null> {
  const { store, clock } = services;
  return store.transaction<Refusal | null>(async (tx) => {
    const now = clock.now();
    for (const { by, id } of countersOf(services, attempt)) {
      const { tries, since } = await countTry(tx, id, now, now.subtract(TRIES_COUNT_FOR));
      // What the address is not allowed does not count against the account.
      if (tries > MOST_TRIES_BY[by]) return { end: "commit", value: tooMany(since, now) };
    }
    return { end: "commit", value: null };
  });
}

/**
 * The password was right, and there is a second step to come: the try does not count. All that came before it do, or
 * whoever has the password could try codes for ever.
 */
export async function takeSignInBack(services: Services, attempt: SignInTry): Promise<void> {
  await services.store.transaction(async (tx) => {
    for (const { id } of countersOf(services, attempt)) await takeTryBack(tx, id);
    return { end: "commit", value: undefined };
  });
}

/** The try was right: it does not count, and nothing counts that came before it from this browser. */
export async function forgiveSignIn(services: Services, attempt: SignInTry): Promise<void> {
  await services.store.transaction(async (tx) => {
    for (const { by, id } of countersOf(services, attempt))
      await (by === "address" ? takeTryBack(tx, id) : forgetTries(tx, id));
    return { end: "commit", value: undefined };
  });
}

interface Counter {
  readonly by: TriedBy;
  readonly id: string;
}

function countersOf({ vault }: Services, { email, address, mark }: SignInTry): readonly Counter[] {
  const counter = (by: TriedBy, what: string): Counter => ({
    by,
    id: Buffer.from(vault.digest("sign-in-try", `${by} ${what}`)).toString("base64url"),
  });
  if (email === null) return [counter("address", address)];
  const isKnown = mark !== null && isMarkOf(vault, mark, email);
  return [counter("address", address), isKnown ? counter("browser", mark) : counter("account", foldEmail(email))];
}

function tooMany(since: number, now: Temporal.Instant): Refusal {
  const end = Temporal.Instant.fromEpochMilliseconds(since).add(TRIES_COUNT_FOR);
  const retryAfterSeconds = Math.max(1, Math.ceil(now.until(end).total("seconds")));
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return refuse("RATE_LIMITED", `Too many tries. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`, {
    retryAfterSeconds,
  });
}

/** What a browser keeps, in which a user has signed in: it tells nobody who, and is good for this user alone. */
export function markFor(vault: Vault, email: string): string {
  const nonce = randomBytes(16).toString("base64url");
  return `${nonce}.${proofOf(vault, nonce, email)}`;
}

function isMarkOf(vault: Vault, mark: string, email: string): boolean {
  const [nonce = "", proof] = mark.split(".");
  return proof === proofOf(vault, nonce, email);
}

function proofOf(vault: Vault, nonce: string, email: string): string {
  return Buffer.from(vault.digest("known-browser", `${nonce} ${foldEmail(email)}`)).toString("base64url");
}
