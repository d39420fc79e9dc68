import type { FastifyInstance } from "fastify";
import { refuse } from "#domain/refusal.ts";
import { sendRefusal } from "#http/problem.ts";

const METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"] as const;

/** Makes every known path answer 405, with an `Allow` header, to the methods that it does not have. Call it before any route. */
export function refuseOtherMethods(app: FastifyInstance): { complete(): void } {
  const known = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const methods = known.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name);
    known.set(url, methods);
  });
  return {
    complete() {
      for (const [url, methods] of [...known]) {
        const allow = [...methods].sort().join(", ");
        const others = METHODS.filter((method) => !methods.has(method));
        if (others.length === 0) continue;
        app.route({
          method: others,
          url,
          schema: { hide: true },
          // In `onRequest`, so that it is said before the body is looked at.
          onRequest: async (request, reply) =>
            sendRefusal(
              reply.header("allow", allow),
              refuse("METHOD_NOT_ALLOWED", `${request.method} is not possible here. Use ${allow}.`),
            ),
          handler: async () => undefined,
        });
      }
    },
  };
}
