import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Context } from "#actions/context.ts";
import type { Routes } from "#http/routes.ts";

/** What the route files of this API are given: how a request becomes the context of an action. */
export interface RouteContext {
  contextOf(request: FastifyRequest): Context;
  /** Where the web app is; null = where the server listens. */
  readonly publicUrl: string | null;
}

/** One noun's routes. */
export type ManagementRoutes = (app: Routes, context: RouteContext) => void;

export const IdParams = Type.Object({ id: Type.String({ maxLength: 64, description: "Its id." }) });

/** The header of every edit. */
export const EditHeaders = Type.Object({
  "if-match": Type.Optional(
    Type.String({
      maxLength: 1000,
      description: "The `ETag` that was read. When the thing has changed since, the answer is 412 and nothing is done.",
    }),
  ),
});
