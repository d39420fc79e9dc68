import { onTestFinished } from "vitest";
import type { Context, Services } from "#actions/context.ts";
import type { LicenseView } from "#actions/licenses/key.ts";
import { placeOrder } from "#actions/orders/place.ts";
import { createPlan } from "#actions/plans/create.ts";
import { createProduct } from "#actions/products/create.ts";
import { createToken } from "#actions/tokens/create.ts";
import { createOwner } from "#actions/users/create-owner.ts";
import { isSetupNeeded } from "#actions/users/set-up.ts";
import { createApp, openInstallation } from "#app.ts";
import type { Actor, TokenScope } from "#domain/actor.ts";
import type { LicenseTerms } from "#domain/licenses/terms.ts";
import type { Plan } from "#domain/plans/plan.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import type { Clock } from "#kit/clock.ts";
import { readSettings, type Settings } from "#settings.ts";
import { toldBy } from "#store/events.ts";
import { givenDatabase } from "#test/database.ts";
import { listeningLogger, Secrets } from "#test/leaks.ts";

/* What a test starts from. Every test makes its own installation with its own database and its own clock. */

/** Where tests begin, unless they say otherwise: nothing is special about the day. */
export const START = Temporal.Instant.from("2026-03-10T09:30:00Z");

/** A clock that stands still until the test moves it. */
export class TestClock implements Clock {
  #now: Temporal.Instant;

  constructor(start: Temporal.Instant = START) {
    this.#now = start;
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  milliseconds(): number {
    return this.#now.epochMilliseconds;
  }

  /** Moves by a calendar length, in UTC: `{ days: 1 }`, `{ months: -1 }`. */
  move(length: Temporal.DurationLike): void {
    this.#now = this.#now.toZonedDateTimeISO("UTC").add(length).toInstant();
  }

  set(instant: string): void {
    this.#now = Temporal.Instant.from(instant);
  }
}

/** Settings for a test: a new database unless it is said, any free port, no limits on how often one may call, a silent log. */
export async function givenSettings(environment: Record<string, string> = {}): Promise<Settings> {
  const isSaid = "KEYWRIGHT_DATA_DIR" in environment || "KEYWRIGHT_DATABASE_URL" in environment;
  const settings = readSettings({
    ...(!isSaid && (await givenDatabase())),
    PORT: "0",
    KEYWRIGHT_RATE_LIMIT: "off",
    KEYWRIGHT_LOG_LEVEL: "silent",
    ...environment,
  });
  if (!("port" in settings)) throw new Error(JSON.stringify(settings));
  return settings;
}

/** An open installation without HTTP, for tests of actions. */
export async function givenInstallation(environment: Record<string, string> = {}): Promise<Given> {
  const clock = new TestClock();
  const { services, close } = await openInstallation(await givenSettings(environment), clock);
  onTestFinished(close);
  return new Given(services, clock);
}

/** A serving installation. At the end of the test nothing that it logged or recorded holds a secret that it told. */
export async function givenServer(environment: Record<string, string> = {}): Promise<GivenServer> {
  const clock = new TestClock();
  const settings = await givenSettings(environment);
  const { logger, written } = listeningLogger(settings.logLevel);
  const app = await createApp(settings, clock, logger);
  onTestFinished(() => app.close());
  const server = new GivenServer(app.services, clock, await app.http.listen({ host: "127.0.0.1", port: 0 }));
  server.routes = app.http.printRoutes({ commonPrefix: false });
  onTestFinished(() => server.expectNoLeak(written()));
  return server;
}

/** The value of an outcome that the test takes for granted. */
export function taken<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(`refused: ${outcome.refusal}: ${outcome.detail}`);
  return outcome;
}

export const OPERATOR: Actor = { kind: "operator" };
export const APPLICATION: Actor = { kind: "application" };

/** Who has the first account, in tests that need one. */
export const OWNER = { name: "Lena Okafor", email: "lena@example.com", password: "correct horse battery" };

export class Given {
  readonly services: Services;
  readonly clock: TestClock;
  #count = 0;

  constructor(services: Services, clock: TestClock) {
    this.services = services;
    this.clock = clock;
  }

  /** How the actor calls an action. */
  as(actor: Actor): Context {
    return { ...this.services, actor };
  }

  /** A token actor with this scope, who needs no row in the database. @param productId the one product that it reaches */
  withScope(scope: TokenScope, productId: string | null = null): Context {
    return this.as({
      kind: "token",
      id: "00000000-0000-7000-8000-000000000000",
      name: `${scope} token`,
      scope,
      productId,
    });
  }

  /** A server token as its holder knows it. @param product the one product that it reaches */
  async token(scope: TokenScope = "admin", product: string | null = null): Promise<string> {
    return taken(await createToken(this.as(OPERATOR), { name: `${scope} token`, scope, product })).text;
  }

  /** A plan of a new product. Terms that are left out: licensed, unlimited, for ever, no grace. `null`: not licensed. */
  async plan(terms: Partial<LicenseTerms> | null = {}): Promise<Plan> {
    const number = ++this.#count;
    const product = taken(
      await createProduct(this.as(OPERATOR), {
        name: `Product ${number}`,
        identifier: null,
        keyPrefix: null,
        description: "",
        taxCode: "software",
      }),
    );
    return taken(
      await createPlan(this.as(OPERATOR), {
        productId: product.id,
        name: `Plan ${number}`,
        identifier: null,
        description: "",
        terms,
      }),
    );
  }

  /** A license that a new customer has just bought. */
  async license(terms: Partial<LicenseTerms> = {}): Promise<LicenseView> {
    const plan = await this.plan(terms);
    const email = `customer-${this.#count}@example.com`;
    const order = taken(
      await placeOrder(this.as(OPERATOR), {
        plan: { id: plan.id },
        customer: { email, name: "Ines Duarte", customerId: null },
        amount: null,
      }),
    );
    if (order.license === null) throw new Error("the plan issued no license");
    return order.license;
  }

  /** The types of the events that were recorded so far, oldest first. */
  async events(): Promise<string[]> {
    return (await this.eventRows()).map(({ type }) => type);
  }

  /** The events as they are told: with what names persons among the rest. */
  async eventRows() {
    const rows = await this.services.store.read.selectFrom("events").selectAll().orderBy("id").execute();
    return rows.map((row) => {
      const { actorName, data } = toldBy(row);
      return { ...row, actor_name: actorName, data: JSON.stringify(data) };
    });
  }

  /** Runs the work and answers the types of the events that it recorded. */
  async eventsOf(work: () => Promise<unknown>): Promise<string[]> {
    const before = (await this.events()).length;
    await work();
    return (await this.events()).slice(before);
  }

  /** Everything that is stored, as text: two of them are equal when nothing was stored in between, but when a token was last used or a user last seen. */
  async stored(): Promise<string> {
    const db = this.services.store.read;
    const tables = [
      "installation",
      "products",
      "plans",
      "customers",
      "orders",
      "licenses",
      "activations",
      "tokens",
      "users",
      "accounts",
      "sessions",
      "events",
      "outbox",
      "plan_prices",
      "order_keys",
      "sale_providers",
      "sales",
      "sale_keys",
      "sale_events",
      "mail_settings",
      "reminders",
      "portal_sessions",
      "portal_sign_ins",
      "invitations",
      "chains",
      "recovery_codes",
      "passkeys",
    ] as const;
    const contents = await Promise.all(
      tables.map(async (table) => [table, await db.selectFrom(table).selectAll().orderBy("id").execute()]),
    );
    return JSON.stringify(contents, (name, value) =>
      name === "last_used_at" || name === "seen_at" ? undefined : value,
    );
  }
}

export interface CallOptions {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export class GivenServer extends Given {
  /** Where it listens: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** What it has told that nobody else may read. */
  readonly secrets = new Secrets();
  /** The answers to calls that were refused. */
  readonly refusals: string[] = [];
  /** Its own table of routes, as a tree in text; empty where it runs in another process. */
  routes = "";

  constructor(services: Services, clock: TestClock, url: string) {
    super(services, clock);
    this.url = url;
  }

  /** Calls the server as a client would. `path` begins at the root; a body that is not a text is sent as JSON. */
  async call(method: string, path: string, { body, token, headers = {} }: CallOptions = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    const type = response.headers.get("content-type");
    this.secrets.hear(response, text);
    if (type?.includes("problem")) this.refusals.push(text);
    const isJson = type?.includes("json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  /** Fails when a secret stands in what was logged or recorded, or in the answer to a call that was refused. */
  async expectNoLeak(log: string): Promise<void> {
    const { store } = this.services;
    // A test may have shut the database.
    const isOpen = await store.ping().then(
      () => true,
      () => false,
    );
    if (isOpen) await this.secrets.learnKeys(this.services);
    const events = isOpen ? await store.read.selectFrom("events").select(["data", "actor_name"]).execute() : [];
    const leaked = this.secrets.in([log, ...this.refusals, JSON.stringify(events)].join("\n"));
    if (leaked.length > 0) throw new Error(`these secrets were logged, recorded or told: ${leaked.join(", ")}`);
  }

  /** Signs the owner in, whose account is made when there is none. Answers what a page of the server sends with its calls. */
  async signIn(): Promise<{ cookie: string; origin: string }> {
    // To hash a password is slow on purpose.
    if (await isSetupNeeded(this.services)) await createOwner(this.as(OPERATOR), OWNER);
    const { email, password } = OWNER;
    const answer = await this.call("POST", "/api/auth/sign-in/email", { body: { email, password } });
    if (answer.status !== 200) throw new Error(`not signed in: ${JSON.stringify(answer.body)}`);
    this.secrets.add(password);
    return { cookie: cookieOf(answer), origin: this.url };
  }
}

/** The cookies that an answer sets, as a browser sends them back. */
export function cookieOf({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}
