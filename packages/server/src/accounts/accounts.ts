import { PASSWORD_LENGTH } from "@keywright/contract/accounts";
import type { BetterAuthOptions } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { betterAuth } from "better-auth/minimal";
import { accountsAdapter } from "#accounts/adapter.ts";
import { signedAnew } from "#accounts/cookies.ts";
import { type NotPassed, type SecondStep, secondStep, type UsedPasskey } from "#accounts/second-step.ts";
import type { Role } from "#domain/actor.ts";
import type { Clock } from "#kit/clock.ts";
import { newId } from "#kit/ids.ts";
import type { Logger } from "#kit/logger.ts";
import type { Vault } from "#kit/vault.ts";
import { confirmSecret } from "#store/secret-in-use.ts";
import { type Store, StoreBusy } from "#store/store.ts";

/** Where the library believes to be. It makes no links, and who may call from where is decided in front of it. */
const BASE_URL = "http://keywright.invalid";
const BASE_PATH = "/api/auth";
const PASSKEY_WRONG: NotPassed = "PASSKEY_WRONG";
/** By which the library is told the caller's network address. No header of the caller's own gets to it. */
const ADDRESS_HEADER = "x-keywright-address";

/** A session, and whose it is. */
export interface Session {
  readonly id: string;
  /** Whether its user has shown more than the password in it. */
  readonly isTwoStep: boolean;
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };
}

/** The session that a cookie opens, and the cookies that the answer must set to prolong or end it. */
interface FoundSession {
  readonly session: Session | null;
  readonly cookies: readonly string[];
}

/** What the library is told about whoever calls. */
export interface Caller {
  readonly address: string;
  readonly cookie: string | undefined;
  readonly userAgent: string | undefined;
}

/** Who may sign in, and who is signed in. */
export interface Accounts {
  /**
   * Answers a call of one of the library's own endpoints, `/sign-in/email` and others. The body was checked.
   * @param step the second step, which some users need to sign in
   */
  call(method: string, path: string, body: unknown, caller: Caller, step?: SecondStep): Promise<Response>;
  /** Signs a user in by their passkey. Answers the cookies to set; null when it does not count any more. */
  signInByPasskey(passkey: UsedPasskey, caller: Caller): Promise<readonly string[] | null>;
  /** Who the caller's cookie says that they are. */
  session(caller: Caller): Promise<FoundSession>;
}

/** Sets up Better Auth on our store. Nobody can register with it: accounts are made by our own actions. */
export function openAccounts(
  { store, vault, clock }: { readonly store: Store; readonly vault: Vault; readonly clock: Clock },
  options: { readonly logger: Logger; readonly rateLimit: boolean; readonly secureCookies: boolean },
): Accounts {
  const made = new Map<string, ReturnType<typeof make>>();

  /** The library with the secret that is written with, and the caller as it is to know them. */
  async function enter(caller: Caller) {
    // Nearly always there is one, and nothing to find out.
    if (vault.checks.previous !== null) await confirmSecret(store.read, vault);
    const [secret, former] = vault.derive("better-auth");
    let auth = made.get(secret);
    if (auth === undefined) {
      auth = make(secret, options);
      made.set(secret, auth);
    }
    const cookie =
      former === undefined || caller.cookie === undefined ? caller.cookie : signedAnew(caller.cookie, former, secret);
    return { auth, headers: headersOf({ ...caller, cookie }) };
  }

  function make(secret: string, { logger, rateLimit, secureCookies }: typeof options) {
    return betterAuth({
      baseURL: BASE_URL,
      basePath: BASE_PATH,
      // A list, since the library would otherwise look for one in the environment.
      secrets: [{ version: 1, value: secret }],
      database: accountsAdapter(store, { clock, vault }),
      emailAndPassword: {
        enabled: true,
        disableSignUp: true,
        minPasswordLength: PASSWORD_LENGTH.least,
        // It counts units of UTF-16, of which a character has up to two.
        maxPasswordLength: PASSWORD_LENGTH.most * 2,
      },
      // Zero: a session may list the user's sessions at any age. What is dangerous asks for the password.
      session: {
        freshAge: 0,
        // Kept by our adapter, and never set by a call.
        additionalFields: { twoStep: { type: "boolean", required: false, input: false, defaultValue: false } },
      },
      // Read with each session, and never set by a call.
      user: { additionalFields: { role: { type: "string", required: true, input: false } } },
      // Tries to sign in are counted in front of it, for all processes.
      rateLimit: { enabled: rateLimit, customRules: { "/sign-in/email": false, "/change-password": false } },
      plugins: [{ id: "keywright", endpoints: { beginSession } }],
      telemetry: { enabled: false },
      // Its warnings tell of wrong passwords, which are no news.
      logger: {
        log: (level, message, ...more) => {
          if (level === "error")
            logger.error({ err: more.find((item) => item instanceof Error) }, `accounts: ${message}`);
        },
      },
      advanced: {
        cookiePrefix: "keywright",
        useSecureCookies: secureCookies,
        ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
        database: { generateId: () => newId(clock.now()) },
      },
    } satisfies BetterAuthOptions);
  }

  return {
    async call(method, path, body, caller, step = { code: null }) {
      const { auth, headers } = await enter(caller);
      if (body !== undefined) headers.set("content-type", "application/json");
      const request = new Request(`${BASE_URL}${BASE_PATH}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return secondStep.run(step, () => auth.handler(request));
    },
    async signInByPasskey(passkey, caller) {
      const { auth, headers } = await enter(caller);
      return secondStep.run({ passkey }, async () => {
        try {
          const begun = await auth.api.beginSession({ headers, returnHeaders: true });
          return begun.headers.getSetCookie();
        } catch (error) {
          if (error instanceof APIError && error.body?.code === PASSKEY_WRONG) return null;
          return inOurWords(error);
        }
      });
    },
    async session(caller) {
      const entered = await enter(caller);
      const { headers, response } = await entered.auth.api
        .getSession({ headers: entered.headers, returnHeaders: true })
        .catch(inOurWords);
      if (response === null) return { session: null, cookies: headers.getSetCookie() };
      const { id, name, email, role } = response.user;
      const isTwoStep = response.session.twoStep === true;
      return {
        session: { id: response.session.id, isTwoStep, user: { id, name, email, role: role as Role } },
        cookies: headers.getSetCookie(),
      };
    },
  };
}

/** Begins a session of the user whose passkey has proven itself. It has no path, so no request gets to it. */
const beginSession = createAuthEndpoint({ method: "POST" }, async (ctx) => {
  const { internalAdapter } = ctx.context;
  const step = secondStep.getStore();
  const user = step && "passkey" in step ? await internalAdapter.findUserById(step.passkey.userId) : null;
  if (user === null) throw new APIError("UNAUTHORIZED", { code: PASSKEY_WRONG });
  await setSessionCookie(ctx, { session: await internalAdapter.createSession(user.id), user });
});

function inOurWords(error: unknown): never {
  if (error instanceof APIError && error.status === "SERVICE_UNAVAILABLE")
    throw new StoreBusy("no session could be looked up");
  throw error;
}

function headersOf({ address, cookie, userAgent }: Caller): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: address, origin: BASE_URL });
  if (cookie !== undefined) headers.set("cookie", cookie);
  if (userAgent !== undefined) headers.set("user-agent", userAgent);
  return headers;
}
