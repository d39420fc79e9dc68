import type { TestProject } from "vitest/node";
import { openStore } from "#store/open.ts";
import { parsePostgresUrl } from "#store/postgres/address.ts";
import { administer } from "#test/administer.ts";
import { PostgresServer } from "#test/postgres.ts";

const TEMPLATE = "keywright_template";

/** Starts the PostgreSQL server of a run, with a database that all others are copies of: only one is ever migrated. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await PostgresServer.start();
  try {
    await administer(server.url(), `create database ${TEMPLATE} template template0`);
    const address = parsePostgresUrl(server.url(TEMPLATE));
    if (typeof address === "string") throw new Error(address);
    const store = await openStore({ engine: "postgres", address }, Temporal.Now.instant(), () => undefined);
    await store.close();
  } catch (error) {
    await server.remove();
    throw error;
  }
  project.provide("postgres", { url: server.url(), template: TEMPLATE });
  return () => server.remove();
}
