import { mkdirSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import type { Services } from "#actions/context.ts";
import { checkSecret } from "#actions/installation/check-secret.ts";
import { Stamps } from "#actions/stamps/stamps.ts";
import { createOwner } from "#actions/users/create-owner.ts";
import { isSetupNeeded } from "#actions/users/set-up.ts";
import { isRefusal } from "#domain/refusal.ts";
import { createServer } from "#http/server.ts";
import { startWritingStamps } from "#jobs/write-stamps.ts";
import { type Clock, systemClock } from "#kit/clock.ts";
import { createLogger } from "#kit/logger.ts";
import { createVault } from "#kit/vault.ts";
import { loadSecret } from "#secret.ts";
import { databasePath, type Settings } from "#settings.ts";
import { ping } from "#store/migrate.ts";
import { openStore } from "#store/open.ts";
import { StoreUnusable } from "#store/store.ts";

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
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const vault = createVault(loadSecret(settings));
  const store = await openStore(databasePath(settings), clock.now());
  const services: Services = { clock, store, vault, stamps: new Stamps(), limitCeiling: settings.limitCeiling };
  try {
    await checkSecret(services);
  } catch (error) {
    await store.close();
    throw error;
  }
  return { services, close: () => store.close() };
}

/** Opens the installation and makes its HTTP server, which does not listen yet. */
export async function createApp(settings: Settings, clock: Clock = systemClock): Promise<App> {
  const { services, close } = await openInstallation(settings, clock);
  const logger = createLogger(settings.logLevel);
  await createOwnerOf(settings, services);
  // Loaded here, since it takes a third of a second, which no command of the command line need wait for.
  const { openAccounts } = await import("#accounts/accounts.ts");
  const { publicUrl, rateLimit } = settings;
  const secureCookies = publicUrl?.startsWith("https:") ?? false;
  const http = await createServer(services, {
    logger,
    accounts: openAccounts(services, { logger, rateLimit, secureCookies }),
    publicUrl,
    rateLimit,
    databaseAnswers: () => ping(services.store),
  });
  const writing = startWritingStamps(services, logger);
  return {
    services,
    http,
    async close() {
      await http.close();
      await writing.stop();
      await close();
    },
  };
}

/** Makes the account that the settings name, unless there is one already. */
async function createOwnerOf({ owner }: Settings, services: Services): Promise<void> {
  if (owner === null || !(await isSetupNeeded(services))) return;
  const [name = owner.email] = owner.email.split("@");
  const made = await createOwner({ ...services, actor: { kind: "operator" } }, { ...owner, name });
  if (isRefusal(made) && made.refusal !== "SETUP_DONE") throw new StoreUnusable(made.detail);
}
