import { Order, OrderPage, OrderQuery, PlaceOrder } from "@keywright/contract/management-api/orders";
import { Type } from "typebox";
import { getOrder } from "#actions/orders/get.ts";
import { searchOrders } from "#actions/orders/list.ts";
import { type PlaceOrderInput, placeOrder } from "#actions/orders/place.ts";
import { ofProduct } from "#domain/actor.ts";
import { isRefusal, type Refusal, refuseField } from "#domain/refusal.ts";
import { filtersOf, pageRequest, shapePage } from "#http/management-api/page.ts";
import { readMoments } from "#http/management-api/read-moments.ts";
import { IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { shapeOrder } from "#http/management-api/shape.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const IdempotencyHeaders = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description:
        "A call that repeats it, by the same token or user, gets the first call's order and places no other.",
    }),
  ),
});

const tags = ["Orders"];

export const orderRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.post(
    "/orders",
    {
      config: { scope: ofProduct("support") },
      schema: {
        tags,
        operationId: "placeOrder",
        summary: "Place an order",
        description:
          "An order of a licensed plan issues its license key at once: it stands in the answer and works from then on. A call that repeats an `Idempotency-Key` is answered 200 with the first call's order as it is now, however many come at once; with another body it is refused.",
        headers: IdempotencyHeaders,
        body: PlaceOrder,
        response: answers({ 201: Order, 200: Order }),
      },
    },
    async (request, reply) => {
      const { planId, planIdentifier, customer, amount = null, mailKey = true } = request.body;
      const plan = readPlan(planId, planIdentifier);
      if (isRefusal(plan)) return sendRefusal(reply, plan);
      const order = await placeOrder(contextOf(request), {
        plan,
        customer: { email: customer.email, name: customer.name ?? null, customerId: customer.customerId ?? null },
        amount,
        idempotencyKey: request.headers["idempotency-key"] ?? null,
        mailsKey: mailKey,
      });
      if (isRefusal(order)) return sendRefusal(reply, order);
      return reply.code(order.isNew ? 201 : 200).send(shapeOrder(order));
    },
  );

  app.get(
    "/orders",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "listOrders",
        summary: "List and search orders",
        querystring: OrderQuery,
        response: answers({ 200: OrderPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const { from, to, ...same } = filtersOf(request.query);
      const moments = readMoments({ from, to });
      if (isRefusal(moments)) return sendRefusal(reply, moments);
      const orders = await searchOrders(contextOf(request), { ...same, ...moments }, page);
      if (isRefusal(orders)) return sendRefusal(reply, orders);
      return reply.send(shapePage(orders, shapeOrder));
    },
  );

  app.get(
    "/orders/:id",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "getOrder",
        summary: "Get an order",
        params: IdParams,
        response: answers({ 200: Order }),
      },
    },
    async (request, reply) => {
      const order = await getOrder(contextOf(request), request.params.id);
      if (isRefusal(order)) return sendRefusal(reply, order);
      return reply.send(shapeOrder(order));
    },
  );
};

function readPlan(id: string | undefined, identifier: string | undefined): PlaceOrderInput["plan"] | Refusal {
  if (id !== undefined && identifier !== undefined)
    return refuseField("planIdentifier", "Say planId or planIdentifier, not both.");
  if (id !== undefined) return { id };
  if (identifier !== undefined) return { identifier };
  return refuseField("planIdentifier", "This field is required, or planId instead.");
}
