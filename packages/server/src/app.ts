import { mkdirSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import type { Services } from "#actions/context.ts";
import { checkSecret } from "#actions/installation/check-secret.ts";
import { LicensesForUse } from "#actions/licenses/for-use.ts";
import { Stamps } from "#actions/stamps/stamps.ts";
import { KnownTokens } from "#actions/tokens/known.ts";
import { createOwner } from "#actions/users/create-owner.ts";
import { isSetupNeeded } from "#actions/users/set-up.ts";
import { isRefusal } from "#domain/refusal.ts";
import type { Provider } from "#domain/sales/facts.ts";
import type { SaleProvider } from "#http/hooks/provider.ts";
import { limitUse } from "#http/limits.ts";
import { createServer } from "#http/server.ts";
import { startForgettingOld } from "#jobs/forget-old.ts";
import { startSharingLimits } from "#jobs/share-limits.ts";
import { startSigningRecord } from "#jobs/sign-record.ts";
import { startTendingMails } from "#jobs/tend-mails.ts";
import { startWritingStamps } from "#jobs/write-stamps.ts";
import { Bell } from "#kit/bell.ts";
import { type Clock, systemClock } from "#kit/clock.ts";
import { createLogger, type Logger } from "#kit/logger.ts";
import { say } from "#kit/say.ts";
import { createVault } from "#kit/vault.ts";
import { loadSecrets } from "#secret.ts";
import type { Settings } from "#settings.ts";
import { openStore } from "#store/open.ts";
import { type StoreAiling, StoreUnusable } from "#store/store.ts";

/** A running installation without its HTTP side: what a command of the command line needs. */
export interface Installation {
  readonly services: Services;
  close(): Promise<void>;
}

/** A running installation that serves. */
export interface App extends Installation {
  readonly http: FastifyInstance;
}

/**
 * Opens the installation: its data folder, secret and database, made when they are not there.
 * @throws StoreUnusable when the database can't be used, with words on how to mend it
 */
export async function openInstallation(settings: Settings, clock: Clock = systemClock): Promise<Installation> {
  // With PostgreSQL nothing is kept beside it: processes come and go on any machine.
  if (settings.database.engine === "sqlite") mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const { current, previous } = loadSecrets(settings);
  const vault = createVault(current, previous);
  const store = await openStore(settings.database, clock.now(), say);
  const { limitCeiling, keptDays, mail, publicUrl, sales } = settings;
  const reach = {
    sendsMail: mail !== null,
    mailServer: mail && { name: mail.server.host, from: mail.from },
    publicUrl: publicUrl ?? `http://127.0.0.1:${settings.port}`,
  };
  const services: Services = {
    ...{ clock, store, vault, stamps: new Stamps() },
    ...{ licenses: new LicensesForUse(store, vault), tokens: new KnownTokens(store) },
    ...{ ...reach, newMail: new Bell(), limitCeiling, keptDays, selling: sellingThrough(sales) },
  };
  try {
    await checkSecret(services);
  } catch (error) {
    await store.close();
    throw error;
  }
  return { services, close: () => store.close() };
}

/** How long requests may go on once the server is told to stop, in milliseconds; then their connections are cut. */
const FINISH_MS = 6_000;

/** Opens the installation and makes its HTTP server, which does not listen yet. */
export async function createApp(
  settings: Settings,
  clock: Clock = systemClock,
  logger = createLogger(settings.logLevel),
): Promise<App> {
  const { services, close } = await openInstallation(settings, clock);
  services.store.watch((ailing) => tellOfDatabase(logger, ailing));
  await createOwnerOf(settings, services);
  // Loaded here, since it takes a third of a second, which no command of the command line need wait for.
  const { openAccounts } = await import("#accounts/accounts.ts");
  const { publicUrl, proxies, allowances } = settings;
  const secureCookies = publicUrl?.startsWith("https:") ?? false;
  const limits = allowances && limitUse(allowances, clock, services.vault);
  const http = await createServer(services, {
    logger,
    accounts: openAccounts(services, { logger, rateLimit: limits !== null, secureCookies }),
    publicUrl,
    proxies,
    limits,
    providers: await connectProviders(settings.sales),
    databaseAnswers: () => services.store.ping(),
  });
  const sharing = limits && startSharingLimits(services, limits.meters, logger);
  const writing = startWritingStamps(services, logger);
  const delivering = await startMail(settings, services, logger);
  const tending = startTendingMails(services, logger);
  const signing = startSigningRecord(services, logger);
  const forgetting = startForgettingOld(services, logger);
  return {
    services,
    http,
    async close() {
      const breakOff = setTimeout(() => http.server.closeAllConnections(), FINISH_MS);
      await Promise.all([http.close(), delivering?.stop(), tending.stop(), forgetting.stop(), sharing?.stop()]);
      clearTimeout(breakOff);
      await writing.stop();
      await signing.stop();
      await close();
    },
  };
}

/** Which payment providers may tell of sales, and which can be asked about them. */
function sellingThrough({ stripe, paddle, lemonSqueezy }: Settings["sales"]): Services["selling"] {
  const connected = new Set<Provider>();
  if (stripe !== null) connected.add("stripe");
  if (paddle !== null) connected.add("paddle");
  if (lemonSqueezy !== null) connected.add("lemon_squeezy");
  return { connected, askable: new Set<Provider>(stripe?.secretKey == null ? [] : ["stripe"]) };
}

/** Each is loaded only where it is connected. */
async function connectProviders({ stripe, paddle, lemonSqueezy }: Settings["sales"]): Promise<SaleProvider[]> {
  const providers: SaleProvider[] = [];
  if (stripe !== null) providers.push((await import("#http/hooks/stripe.ts")).connectStripe(stripe));
  if (paddle !== null) providers.push((await import("#http/hooks/paddle.ts")).connectPaddle(paddle));
  if (lemonSqueezy !== null)
    providers.push((await import("#http/hooks/lemon-squeezy.ts")).connectLemonSqueezy(lemonSqueezy));
  return providers;
}

/** Once for the owner, and not for each of the calls that fail for the same reason. */
function tellOfDatabase(logger: Logger, ailing: StoreAiling | null): void {
  if (ailing === null) logger.warn({}, "database.well: it takes changes again");
  else
    logger.error(
      { ailment: ailing.ailment },
      `database.ailing: ${ailing.message}. What can't be done gets 503 until this is mended; \`keywright doctor\` looks closer`,
    );
}

/** Starts to send what is in the outbox, if there is a mail server. */
async function startMail({ mail, publicUrl }: Settings, services: Services, logger: Logger) {
  if (mail === null) return null;
  if (publicUrl === null) logger.warn({}, "mail.links-lead-to-this-machine: KEYWRIGHT_PUBLIC_URL is not set");
  // Loaded here, since no command of the command line need wait for it.
  const [{ createPost }, { startDeliveringMail }] = await Promise.all([
    import("#kit/post.ts"),
    import("#jobs/deliver-mail.ts"),
  ]);
  return startDeliveringMail(services, createPost(mail.server, mail.from), logger);
}

/** Makes the account that the settings name, unless there is one already. */
async function createOwnerOf({ owner }: Settings, services: Services): Promise<void> {
  if (owner === null || !(await isSetupNeeded(services))) return;
  const [name = owner.email] = owner.email.split("@");
  const made = await createOwner({ ...services, actor: { kind: "operator" } }, { ...owner, name });
  if (isRefusal(made) && made.refusal !== "SETUP_DONE") throw new StoreUnusable(made.detail);
}
