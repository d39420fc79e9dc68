import { OverviewQuery, Overview as WireOverview } from "@keywright/contract/management-api/overview";
import { getOverview, type Overview } from "#actions/overview/get.ts";
import { isRefusal } from "#domain/refusal.ts";
import type { ManagementRoutes } from "#http/management-api/routes.ts";
import { shapeLicense } from "#http/management-api/shape.ts";
import { wireTime } from "#http/moments.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

export const overviewRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.get(
    "/overview",
    {
      config: { scope: "read" },
      schema: {
        tags: ["Overview"],
        operationId: "getOverview",
        summary: "Get the overview",
        querystring: OverviewQuery,
        response: answers({ 200: WireOverview }),
      },
    },
    async (request, reply) => {
      const overview = await getOverview(contextOf(request), request.query.days);
      if (isRefusal(overview)) return sendRefusal(reply, overview);
      return reply.send(shapeOverview(overview));
    },
  );
};

function shapeOverview(overview: Overview): WireOverview {
  const { days } = overview;
  const sum = (field: "validations" | "activated" | "denied") => days.reduce((total, day) => total + day[field], 0);
  return {
    days: days.length,
    activeLicenses: overview.activeLicenses,
    activeLicensesBefore: overview.activeLicensesBefore,
    inGrace: overview.inGrace,
    validations: sum("validations"),
    validationsBefore: overview.validationsBefore,
    activations: sum("activated"),
    denied: sum("denied"),
    validationsByDay: days.map(({ day, validations }) => ({ day, validations })),
    activationsByDay: days.map(({ day, activated, denied }) => ({ day, activated, denied })),
    expiringSoonCount: overview.expiringSoonCount,
    expiringSoon: overview.expiringSoon.map(shapeLicense),
    suspicious: overview.suspicious.map(({ license, denied, devices, since }) => ({
      license: shapeLicense(license),
      denied,
      devices,
      since: wireTime(since),
    })),
    checklist: { ...overview.checklist },
  };
}
