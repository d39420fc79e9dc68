import {
  CreateCustomer,
  Customer,
  CustomerDetails,
  CustomerExport,
  CustomerPage,
  CustomerQuery,
  EditCustomer,
  EraseCustomer,
} from "@keywright/contract/management-api/customers";
import { createCustomer } from "#actions/customers/create.ts";
import { editCustomer } from "#actions/customers/edit.ts";
import { eraseCustomer } from "#actions/customers/erase.ts";
import { exportCustomer } from "#actions/customers/export.ts";
import { getCustomer } from "#actions/customers/get.ts";
import { searchCustomers } from "#actions/customers/list.ts";
import { isRefusal } from "#domain/refusal.ts";
import { etagOf, expectedRevision } from "#http/etag.ts";
import { filtersOf, pageRequest, shapePage } from "#http/management-api/page.ts";
import { EditHeaders, IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { shapeCustomer, shapeCustomerDetails } from "#http/management-api/shape.ts";
import { wireTime } from "#http/moments.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Customers"];

export const customerRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.post(
    "/customers",
    {
      config: { scope: "support" },
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
      const customers = await searchCustomers(contextOf(request), filtersOf(request.query), page);
      if (isRefusal(customers)) return sendRefusal(reply, customers);
      return reply.send(shapePage(customers, shapeCustomer));
    },
  );

  app.get(
    "/customers/:id",
    {
      config: { scope: "read" },
      schema: {
        tags,
        operationId: "getCustomer",
        summary: "Get a customer",
        params: IdParams,
        response: answers({ 200: CustomerDetails }),
      },
    },
    async (request, reply) => {
      const customer = await getCustomer(contextOf(request), request.params.id);
      if (isRefusal(customer)) return sendRefusal(reply, customer);
      return reply.header("etag", etagOf(customer.revision)).send(shapeCustomerDetails(customer));
    },
  );

  app.patch(
    "/customers/:id",
    {
      config: { scope: "support" },
      schema: {
        tags,
        operationId: "editCustomer",
        summary: "Edit a customer",
        description: "The e-mail can't be changed: it is what identifies the customer.",
        params: IdParams,
        headers: EditHeaders,
        body: EditCustomer,
        response: answers({ 200: CustomerDetails }),
      },
    },
    async (request, reply) => {
      const customer = await editCustomer(contextOf(request), {
        id: request.params.id,
        expected: expectedRevision(request.headers["if-match"]),
        change: request.body,
      });
      if (isRefusal(customer)) return sendRefusal(reply, customer);
      return reply.header("etag", etagOf(customer.revision)).send(shapeCustomerDetails(customer));
    },
  );

  app.post(
    "/customers/:id/erase",
    {
      config: { scope: "admin" },
      schema: {
        tags,
        operationId: "eraseCustomer",
        summary: "Erase a customer",
        description:
          "Makes the customer unrecognisable everywhere, in the record, too; there is no way back. Orders and licenses stay, and the licenses go on unless they are ended. Once more, it changes nothing.",
        params: IdParams,
        body: EraseCustomer,
        response: answers({ 200: CustomerDetails }),
      },
    },
    async (request, reply) => {
      const { endLicenses = false } = request.body;
      const customer = await eraseCustomer(contextOf(request), { id: request.params.id, endsLicenses: endLicenses });
      if (isRefusal(customer)) return sendRefusal(reply, customer);
      return reply.header("etag", etagOf(customer.revision)).send(shapeCustomerDetails(customer));
    },
  );

  app.get(
    "/customers/:id/export",
    {
      config: { scope: "admin" },
      schema: {
        tags,
        operationId: "exportCustomer",
        summary: "Export all that is held about a customer",
        description: "What a person may ask for by law, as one document.",
        params: IdParams,
        response: answers({ 200: CustomerExport }),
      },
    },
    async (request, reply) => {
      const context = contextOf(request);
      const data = await exportCustomer(context, request.params.id);
      if (isRefusal(data)) return sendRefusal(reply, data);
      return reply.send({ exportedAt: wireTime(context.clock.now()), ...data });
    },
  );
};
