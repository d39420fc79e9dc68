import { mkdirSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { SeenActivations } from "#actions/activations/seen.ts";
import type { Services } from "#actions/context.ts";
import { checkSecret } from "#actions/installation/check-secret.ts";
import { createServer } from "#http/server.ts";
import { startStampingSeen } from "#jobs/stamp-seen.ts";
import { type Clock, systemClock } from "#kit/clock.ts";
import { createLogger } from "#kit/logger.ts";
import { createVault } from "#kit/vault.ts";
import { loadSecret } from "#secret.ts";
import { databasePath, type Settings } from "#settings.ts";
import { ping } from "#store/migrate.ts";
import { openStore } from "#store/open.ts";

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
  const services: Services = { clock, store, vault, seen: new SeenActivations(), limitCeiling: settings.limitCeiling };
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
  const http = await createServer(services, {
    logger,
    rateLimit: settings.rateLimit,
    databaseAnswers: () => ping(services.store),
  });
  const stamping = startStampingSeen(services, logger);
  return {
    services,
    http,
    async close() {
      await http.close();
      await stamping.stop();
      await close();
    },
  };
}
