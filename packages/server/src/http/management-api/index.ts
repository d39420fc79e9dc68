import type { TObject } from "typebox";
import type { Services } from "#actions/context.ts";
import { authorizeManagement, type Gate } from "#http/authorize.ts";
import { activationRoutes } from "#http/management-api/activations.ts";
import { customerRoutes } from "#http/management-api/customers.ts";
import { eventRoutes } from "#http/management-api/events.ts";
import { licenseRoutes } from "#http/management-api/licenses.ts";
import { mailRoutes } from "#http/management-api/mails.ts";
import { meRoutes } from "#http/management-api/me.ts";
import { orderRoutes } from "#http/management-api/orders.ts";
import { overviewRoutes } from "#http/management-api/overview.ts";
import { peopleRoutes } from "#http/management-api/people.ts";
import { planRoutes } from "#http/management-api/plans.ts";
import { productRoutes } from "#http/management-api/products.ts";
import { readQuery } from "#http/management-api/read-query.ts";
import type { RouteContext } from "#http/management-api/routes.ts";
import { saleRoutes } from "#http/management-api/sales.ts";
import { tokenRoutes } from "#http/management-api/tokens.ts";
import type { Routes } from "#http/routes.ts";

/** What the vendor's own systems and the web app call. */
export function managementApi(services: Services, gate: Gate) {
  return async (app: Routes): Promise<void> => {
    app.addHook("onRequest", authorizeManagement(services, gate));
    // A POST that needs nothing may come without a body; one that needs fields is then told which.
    app.addHook("preValidation", async (request) => {
      const { schema } = request.routeOptions;
      if (request.body === undefined && schema?.body !== undefined) request.body = {};
      if (schema?.querystring !== undefined)
        request.query = readQuery(schema.querystring as TObject, request.query as Record<string, unknown>);
    });
    const context: RouteContext = {
      contextOf: ({ actor }) => ({ ...services, actor }),
      publicUrl: gate.publicUrl,
    };
    for (const routes of [
      productRoutes,
      planRoutes,
      customerRoutes,
      orderRoutes,
      licenseRoutes,
      activationRoutes,
      meRoutes,
      eventRoutes,
      overviewRoutes,
      saleRoutes,
      tokenRoutes,
      peopleRoutes,
      mailRoutes,
    ])
      routes(app, context);
  };
}
