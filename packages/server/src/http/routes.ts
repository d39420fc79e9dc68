import type { IncomingMessage, ServerResponse } from "node:http";
import { Problem } from "@keywright/contract/problem";
import type { FastifyBaseLogger, FastifyInstance, FastifyTypeProvider, RawServerDefault } from "fastify";
import type { Static, TSchema } from "typebox";

/** Gives a handler the types that its schemas promise. */
interface TypeBoxProvider extends FastifyTypeProvider {
  validator: this["schema"] extends TSchema ? Static<this["schema"]> : unknown;
  serializer: this["schema"] extends TSchema ? Static<this["schema"]> : unknown;
}

/** The server as the route files see it. */
export type Routes = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxProvider
>;

/** The answers of a route by status, besides the problems that every route may answer. */
export function answers(successes: Readonly<Record<number, TSchema>>): Record<string, unknown> {
  const described = Object.entries(successes).map(([status, schema]) => [
    status,
    { ...schema, description: MEANINGS[status] },
  ]);
  const problem = { description: "A refusal.", content: { "application/problem+json": { schema: Problem } } };
  return { ...Object.fromEntries(described), "4xx": problem, "5xx": problem };
}

const MEANINGS: Record<string, string> = {
  200: "Done, or found as it is.",
  201: "Created.",
  204: "Done; there is nothing left to tell.",
  404: "Not found; the verdict says what.",
};
