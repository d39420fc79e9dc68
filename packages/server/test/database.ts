import { randomUUID } from "node:crypto";
import { inject, onTestFinished } from "vitest";
import { administer } from "#test/administer.ts";
import { givenFolder } from "#test/folder.ts";

/* Databases for tests, of the engine that the run is about. */

declare module "vitest" {
  interface ProvidedContext {
    /** The PostgreSQL server of this run; null when the run is about the embedded engine. */
    postgres: { readonly url: string; readonly template: string } | null;
  }
}

/** Which engine this run is about. */
export const ENGINE = inject("postgres") === null ? "sqlite" : "postgres";

/**
 * A new installation's database, as its processes find it in their environment. It is gone after the test.
 * @param options.bare without tables, as before the very first start
 */
export async function givenDatabase({ bare = false } = {}): Promise<Record<string, string>> {
  const postgres = inject("postgres");
  if (postgres === null) return { KEYWRIGHT_DATA_DIR: givenFolder() };
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // File by file, which takes half as long as to write each page into the log.
  const template = `${bare ? "template0" : postgres.template} strategy file_copy`;
  await administer(postgres.url, `create database ${name} template ${template}`);
  onTestFinished(() => administer(postgres.url, `drop database ${name} with (force)`));
  const url = new URL(postgres.url);
  url.pathname = name;
  return { KEYWRIGHT_DATABASE_URL: url.href, KEYWRIGHT_SECRET: `the secret of ${name}` };
}
