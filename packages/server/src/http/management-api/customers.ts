import { CreateCustomer, Customer, CustomerPage, CustomerQuery } from "@keywright/contract/management-api/customers";
import { createCustomer } from "#actions/customers/create.ts";
import { searchCustomers } from "#actions/customers/list.ts";
import { isRefusal } from "#domain/refusal.ts";
import { pageRequest, shapePage } from "#http/management-api/page.ts";
import type { ManagementRoutes } from "#http/management-api/routes.ts";
import { shapeCustomer } from "#http/management-api/shape.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Customers"];

export const customerRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.post(
    "/customers",
    {
      config: { scope: "write" },
      schema: {
        tags,
        operationId: "createCustomer",
        summary: "Create a customer",
        description: "Seldom needed: an order creates the customer whom it names.",
        body: CreateCustomer,
        response: answers({ 201: Customer }),
      },
    },
    async (request, reply) => {
      const { email, name = null, customerId = null } = request.body;
      const customer = await createCustomer(contextOf(request), { email, name, customerId });
      if (isRefusal(customer)) return sendRefusal(reply, customer);
      return reply.code(201).send(shapeCustomer(customer));
    },
  );

  app.get(
    "/customers",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "listCustomers",
        summary: "List customers",
        querystring: CustomerQuery,
        response: answers({ 200: CustomerPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const customers = await searchCustomers(contextOf(request), request.query.email ?? null, page);
      if (isRefusal(customers)) return sendRefusal(reply, customers);
      return reply.send(shapePage(customers, shapeCustomer));
    },
  );
};
