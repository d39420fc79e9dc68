import {
  CreatedToken,
  CreateToken,
  TokenPage,
  TokenQuery,
  type Token as WireToken,
} from "@keywright/contract/management-api/tokens";
import { Type } from "typebox";
import { createToken } from "#actions/tokens/create.ts";
import { listAllTokens } from "#actions/tokens/list.ts";
import { revokeServerToken } from "#actions/tokens/revoke.ts";
import { isRefusal } from "#domain/refusal.ts";
import type { ListedToken } from "#domain/tokens/token.ts";
import { pageRequest, shapePage } from "#http/management-api/page.ts";
import { IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { wireTime, wireTimeOrNull } from "#http/moments.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Tokens"];

export const tokenRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.get(
    "/tokens",
    {
      config: { scope: "admin" },
      schema: {
        tags,
        operationId: "listTokens",
        summary: "List the server tokens that were not revoked",
        querystring: TokenQuery,
        response: answers({ 200: TokenPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const tokens = await listAllTokens(contextOf(request), page);
      if (isRefusal(tokens)) return sendRefusal(reply, tokens);
      return reply.send(shapePage(tokens, shapeToken));
    },
  );

  app.post(
    "/tokens",
    {
      config: { scope: "admin" },
      schema: {
        tags,
        operationId: "createToken",
        summary: "Create a server token",
        description: "The token stands in this answer and nowhere else: only a hash of it is kept.",
        body: CreateToken,
        response: answers({ 201: CreatedToken }),
      },
    },
    async (request, reply) => {
      const { scope = "admin", ...token } = request.body;
      const created = await createToken(contextOf(request), { ...token, scope });
      if (isRefusal(created)) return sendRefusal(reply, created);
      return reply.code(201).send({ ...shapeToken(created.token), token: created.text });
    },
  );

  app.delete(
    "/tokens/:id",
    {
      config: { scope: "admin" },
      schema: {
        tags,
        operationId: "revokeToken",
        summary: "Revoke a server token",
        description: "The very next call with it is refused.",
        params: IdParams,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const revoked = await revokeServerToken(contextOf(request), request.params.id);
      if (isRefusal(revoked)) return sendRefusal(reply, revoked);
      return reply.code(204).send();
    },
  );
};

function shapeToken({ id, name, scope, product, ...token }: ListedToken): WireToken {
  return {
    ...{ id, name, scope, product },
    createdAt: wireTime(token.createdAt),
    expiresOn: wireTimeOrNull(token.expiresAt),
    lastUsedAt: wireTimeOrNull(token.lastUsedAt),
  };
}
