import { EVENT_TYPES, EventPage, EventQuery, type Event as WireEvent } from "@keywright/contract/management-api/events";
import { type EventView, searchEvents } from "#actions/events/list.ts";
import { ofProduct } from "#domain/actor.ts";
import { isRefusal } from "#domain/refusal.ts";
import { filtersOf, pageRequest, shapePage } from "#http/management-api/page.ts";
import { readMoments } from "#http/management-api/read-moments.ts";
import type { ManagementRoutes } from "#http/management-api/routes.ts";
import { wireTime } from "#http/moments.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const TYPES: ReadonlySet<string> = new Set(EVENT_TYPES);

export const eventRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.get(
    "/events",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags: ["Events"],
        operationId: "listEvents",
        summary: "List and search events",
        description:
          "The newest first. An event about a license names its order, customer, plan and product as well, and is found by each of them.",
        querystring: EventQuery,
        response: answers({ 200: EventPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const { from, to, type, ...same } = filtersOf(request.query);
      const moments = readMoments({ from, to });
      if (isRefusal(moments)) return sendRefusal(reply, moments);
      const kind = type === undefined ? {} : TYPES.has(type) ? { type } : { noun: type };
      const events = await searchEvents(contextOf(request), { ...same, ...moments, ...kind }, page);
      if (isRefusal(events)) return sendRefusal(reply, events);
      return reply.send(shapePage(events, shapeEvent));
    },
  );
};

function shapeEvent({
  id,
  at,
  type,
  actor,
  about,
  data,
  license,
  order,
  customer,
  plan,
  product,
}: EventView): WireEvent {
  return {
    id,
    at: wireTime(at),
    type,
    actor: { ...actor },
    about: { ...about },
    data: { ...data },
    license: license && { ...license },
    order: order && { ...order },
    customer: customer && { ...customer },
    plan: plan && { ...plan },
    product: product && { ...product },
  };
}
