import {
  ActivationOfCustomerPage,
  ActivationPage,
  ActivationQuery,
} from "@keywright/contract/management-api/activations";
import { Type } from "typebox";
import { listActivationsOfLicense } from "#actions/activations/list.ts";
import { revoke } from "#actions/activations/revoke.ts";
import { listActivationsOf } from "#actions/customers/list-activations.ts";
import { ofProduct } from "#domain/actor.ts";
import { isRefusal } from "#domain/refusal.ts";
import { expectedRevision } from "#http/etag.ts";
import { pageRequest, shapePage } from "#http/management-api/page.ts";
import { EditHeaders, IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { shapeActivation } from "#http/management-api/shape.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Activations"];

export const activationRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.get(
    "/licenses/:id/activations",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "listActivations",
        summary: "List a license's activations",
        params: IdParams,
        querystring: ActivationQuery,
        response: answers({ 200: ActivationPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const asked = { id: request.params.id, ended: request.query.ended };
      const activations = await listActivationsOfLicense(contextOf(request), asked, page);
      if (isRefusal(activations)) return sendRefusal(reply, activations);
      return reply.send(shapePage(activations, shapeActivation));
    },
  );

  app.get(
    "/customers/:id/activations",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "listActivationsOfCustomer",
        summary: "List the activations of a customer's licenses",
        params: IdParams,
        querystring: ActivationQuery,
        response: answers({ 200: ActivationOfCustomerPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const asked = { id: request.params.id, ended: request.query.ended };
      const activations = await listActivationsOf(contextOf(request), asked, page);
      if (isRefusal(activations)) return sendRefusal(reply, activations);
      return reply.send(
        shapePage(activations, (activation) => ({
          ...shapeActivation(activation),
          license: { ...activation.license },
        })),
      );
    },
  );

  app.delete(
    "/licenses/:id/activations/:instanceId",
    {
      config: { scope: ofProduct("support") },
      schema: {
        tags,
        operationId: "revokeActivation",
        summary: "Revoke an activation",
        description:
          "Ends it and frees its slot; the license stays valid. `If-Match` is compared with the license's `ETag`.",
        params: Type.Object({
          ...IdParams.properties,
          instanceId: Type.String({ maxLength: 64, description: "The activation." }),
        }),
        headers: EditHeaders,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const { id, instanceId } = request.params;
      const ended = await revoke(contextOf(request), {
        id,
        instanceId,
        expected: expectedRevision(request.headers["if-match"]),
      });
      if (isRefusal(ended)) return sendRefusal(reply, ended);
      return reply.code(204).send();
    },
  );
};
