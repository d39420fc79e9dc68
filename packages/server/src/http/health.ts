import { Type } from "typebox";
import { unavailable } from "#actions/context.ts";
import { refuse } from "#domain/refusal.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers, type Routes } from "#http/routes.ts";

const Health = Type.Object({ status: Type.Literal("ok") });
const tags = ["Health"];

/** Whether the process lives, and whether it can serve. @param databaseAnswers rejects while the database does not answer */
export function health(databaseAnswers: () => Promise<void>) {
  return async (app: Routes): Promise<void> => {
    app.get(
      "/healthz",
      {
        schema: {
          tags,
          operationId: "health",
          summary: "The process lives",
          security: [],
          response: answers({ 200: Health }),
        },
      },
      async () => ({ status: "ok" as const }),
    );
    app.get(
      "/readyz",
      {
        schema: {
          tags,
          operationId: "readiness",
          summary: "The database answers and takes changes",
          security: [],
          response: answers({ 200: Health }),
        },
      },
      async (request, reply) => {
        try {
          await databaseAnswers();
          return reply.send({ status: "ok" });
        } catch (error) {
          // Of what ails the database the owner hears once, and not whenever somebody asks.
          if (unavailable(error) === null) request.log.error({ err: error }, "database.silent");
          return sendRefusal(
            reply,
            refuse("UNAVAILABLE", "The database does not answer, or takes no changes.", { retryAfterSeconds: 5 }),
          );
        }
      },
    );
  };
}
