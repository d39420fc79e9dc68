import { Order } from "@keywright/contract/management-api/orders";
import {
  ResolveSale,
  SaleEventPage,
  SaleEventQuery,
  SaleProviders,
  UnresolvedSalePage,
  UnresolvedSaleQuery,
  type SaleEvent as WireSaleEvent,
  type UnresolvedSale as WireUnresolvedSale,
} from "@keywright/contract/management-api/sales";
import { Type } from "typebox";
import { dismissSale } from "#actions/sales/dismiss.ts";
import { getSaleProviders } from "#actions/sales/get-providers.ts";
import { type SaleEventRecord, searchSaleEvents } from "#actions/sales/list-events.ts";
import { listUnresolvedSales, type UnresolvedSale } from "#actions/sales/list-unresolved.ts";
import { resolveSale } from "#actions/sales/resolve.ts";
import { isRefusal } from "#domain/refusal.ts";
import { filtersOf, pageRequest, shapePage } from "#http/management-api/page.ts";
import { IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { shapeOrder } from "#http/management-api/shape.ts";
import { wireTime, wireTimeOrNull } from "#http/moments.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Sales"];

export const saleRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.get(
    "/sales/events",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "listSaleEvents",
        summary: "List what payment providers have sent",
        description: "The last to come in first, each once however often it was sent, with what became of it.",
        querystring: SaleEventQuery,
        response: answers({ 200: SaleEventPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const events = await searchSaleEvents(contextOf(request), filtersOf(request.query), page);
      if (isRefusal(events)) return sendRefusal(reply, events);
      return reply.send(shapePage(events, shapeEvent));
    },
  );

  app.get(
    "/sales/unresolved",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "listUnresolvedSales",
        summary: "List the sales that need a plan",
        querystring: UnresolvedSaleQuery,
        response: answers({ 200: UnresolvedSalePage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const sales = await listUnresolvedSales(contextOf(request), page);
      if (isRefusal(sales)) return sendRefusal(reply, sales);
      return reply.send(shapePage(sales, shapeUnresolved));
    },
  );

  app.post(
    "/sales/unresolved/:id/resolve",
    {
      config: { scope: "write" },
      schema: {
        tags,
        operationId: "resolveSale",
        summary: "Say which plan a sale was for",
        description: "Its order is placed and its license issued, with all that the provider has told of it since.",
        params: IdParams,
        body: ResolveSale,
        response: answers({ 200: Order }),
      },
    },
    async (request, reply) => {
      const { planId, addPrice = false } = request.body;
      const order = await resolveSale(contextOf(request), { id: request.params.id, planId, addPrice });
      if (isRefusal(order)) return sendRefusal(reply, order);
      return reply.send(shapeOrder(order));
    },
  );

  app.post(
    "/sales/unresolved/:id/dismiss",
    {
      config: { scope: "write" },
      schema: {
        tags,
        operationId: "dismissSale",
        summary: "Say that a sale is none of yours to license",
        description: "Nothing comes of it, whatever the provider tells of it later. It can't be undone.",
        params: IdParams,
        response: answers({ 204: Type.Null() }),
      },
    },
    async (request, reply) => {
      const refusal = await dismissSale(contextOf(request), request.params.id);
      if (refusal !== null) return sendRefusal(reply, refusal);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/sales/providers",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "getSaleProviders",
        summary: "Get where orders come from",
        description: "How far each payment provider is connected, and how many orders came from where.",
        response: answers({ 200: SaleProviders }),
      },
    },
    async (request, reply) => {
      const found = await getSaleProviders(contextOf(request));
      if (isRefusal(found)) return sendRefusal(reply, found);
      const providers = found.providers.map(({ lastEventAt, ...state }) => ({
        ...state,
        lastEventAt: wireTimeOrNull(lastEventAt),
      }));
      return reply.send({ ...found, providers, orders: [...found.orders] });
    },
  );
};

function shapeEvent({ at, receivedAt, facts, effects, ...event }: SaleEventRecord): WireSaleEvent {
  const prices = facts.flatMap((fact) => ("clue" in fact ? fact.clue.prices : []));
  return {
    ...event,
    at: wireTime(at),
    receivedAt: wireTime(receivedAt),
    effects: effects.map(({ kind, until }) => ({
      kind,
      until: until === null ? null : wireTime(Temporal.Instant.fromEpochMilliseconds(until)),
    })),
    prices: [...new Set(prices)],
    order: event.order && { ...event.order },
    license: event.license && { ...event.license },
  };
}

function shapeUnresolved({ id, provider, bought, planIdentifier, prices }: UnresolvedSale): WireUnresolvedSale {
  return {
    id,
    provider,
    boughtAt: wireTime(Temporal.Instant.fromEpochMilliseconds(bought.at)),
    buyer: { ...bought.buyer },
    amount: bought.amount && { ...bought.amount },
    planIdentifier,
    prices: [...prices],
  };
}
