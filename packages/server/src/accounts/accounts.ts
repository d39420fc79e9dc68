import { PASSWORD_LENGTH } from "@keywright/contract/accounts";
import type { BetterAuthOptions } from "better-auth";
import { APIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { accountsAdapter } from "#accounts/adapter.ts";
import { signedAnew } from "#accounts/cookies.ts";
import { secondStep } from "#accounts/second-step.ts";
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
const CHANGE_PASSWORD = "/change-password";
/** By which the library is told the caller's network address. No header of the caller's own gets to it. */
const ADDRESS_HEADER = "x-keywright-address";

/** Who a session belongs to, and the cookies that the answer must set to prolong or end it. */
interface FoundSession {
  readonly user: { readonly id: string; readonly name: string; readonly role: Role } | null;
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
   * @param code what was typed as the second step, which some users need to sign in
   */
  call(method: string, path: string, body: unknown, caller: Caller, code?: string): Promise<Response>;
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
      session: { freshAge: 0 },
      // Read with each session, and never set by a call.
      user: { additionalFields: { role: { type: "string", required: true, input: false } } },
      // Tries to sign in are counted in front of it, for all processes.
      rateLimit: { enabled: rateLimit, customRules: { "/sign-in/email": false } },
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
    async call(method, path, body, caller, code) {
      const { auth, headers } = await enter(caller);
      if (body !== undefined) headers.set("content-type", "application/json");
      const request = new Request(`${BASE_URL}${BASE_PATH}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      // With a new password, a session begins anew in the place of the one that asks for it.
      const passes = path === CHANGE_PASSWORD ? "signed in" : { code: code ?? null };
      return secondStep.run(passes, () => auth.handler(request));
    },
    async session(caller) {
      const entered = await enter(caller);
      const { headers, response } = await entered.auth.api
        .getSession({ headers: entered.headers, returnHeaders: true })
        .catch(inOurWords);
      const user = response && {
        id: response.user.id,
        name: response.user.name,
        role: response.user.role as Role,
      };
      return { user, cookies: headers.getSetCookie() };
    },
  };
}

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
