import type { Accounts } from "#accounts/accounts.ts";
import type { Services } from "#actions/context.ts";
import { type ApiDocument, documentOf } from "#http/reference/document.ts";
import { createServer } from "#http/server.ts";
import { createLogger } from "#kit/logger.ts";

/** The OpenAPI document as a server would answer it, without a database: no request is ever made. */
export async function describeApi(): Promise<ApiDocument> {
  // Routes touch the services when a request comes, so the document can do without them.
  const services = {} as Services;
  const app = await createServer(services, {
    accounts: {} as Accounts,
    publicUrl: null,
    logger: createLogger("silent"),
    limits: null,
    databaseAnswers: async () => undefined,
  });
  try {
    return documentOf(app);
  } finally {
    await app.close();
  }
}
