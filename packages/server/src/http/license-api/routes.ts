import type { FastifyReply, FastifyRequest } from "fastify";
import type { TObject } from "typebox";
import type { Services } from "#actions/context.ts";
import { isRefusal } from "#domain/refusal.ts";
import { authorizeApplication } from "#http/authorize.ts";
import { answerCall } from "#http/license-api/answer.ts";
import { type Address, CALLS } from "#http/license-api/calls.ts";
import { readLenientBody } from "#http/license-api/read-body.ts";
import type { Limits } from "#http/limits.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers, type Routes } from "#http/routes.ts";

/**
 * The calls of the License API as routes: the road for whatever the entrance does not take, and the one that describes
 * them. The paths hang below whatever prefix the caller registers them with.
 */
export function licenseApi(
  services: Services,
  limits: Limits,
  { documented, address: origin }: { documented: boolean; address: Address },
) {
  return async (app: Routes): Promise<void> => {
    app.addHook("onRequest", authorizeApplication(services, limits));
    for (const call of CALLS) {
      const { name, operationId, summary, description, body, headers } = call;
      app.post(
        `/${name}`,
        {
          preValidation: lenient(body),
          schema: {
            ...{ hide: !documented, tags: ["License API"], security: [{}, { token: [] }] },
            ...{ operationId, summary, description, body, ...(headers && { headers }) },
            response: answers(call.answers),
          },
        },
        async (request, reply) => {
          const { actor, body, headers, ip: address } = request;
          const sent = { body, headers, origin };
          const answered = await answerCall(call, { ...services, actor }, sent, { limits, address });
          return isRefusal(answered) ? sendRefusal(reply, answered) : reply.code(answered.status).send(answered.body);
        },
      );
    }
  };
}

/** A hook for `preValidation`: see `readLenientBody`. */
function lenient(schema: TObject) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const body = readLenientBody(schema, request.body);
    if (isRefusal(body)) return sendRefusal(reply, body);
    request.body = body;
    return undefined;
  };
}
