import {
  CreateProduct,
  EditProduct,
  Product,
  ProductPage,
  ProductQuery,
} from "@keywright/contract/management-api/products";
import { createProduct } from "#actions/products/create.ts";
import { editProduct } from "#actions/products/edit.ts";
import { getProduct } from "#actions/products/get.ts";
import { listAllProducts } from "#actions/products/list.ts";
import { ofProduct } from "#domain/actor.ts";
import { isRefusal } from "#domain/refusal.ts";
import { etagOf, expectedRevision } from "#http/etag.ts";
import { pageRequest, shapePage } from "#http/management-api/page.ts";
import { EditHeaders, IdParams, type ManagementRoutes } from "#http/management-api/routes.ts";
import { shapeProduct } from "#http/management-api/shape.ts";
import { sendRefusal } from "#http/problem.ts";
import { answers } from "#http/routes.ts";

const tags = ["Products"];

export const productRoutes: ManagementRoutes = (app, { contextOf }) => {
  app.post(
    "/products",
    {
      config: { scope: "write" },
      schema: {
        tags,
        operationId: "createProduct",
        summary: "Create a product",
        body: CreateProduct,
        response: answers({ 201: Product }),
      },
    },
    async (request, reply) => {
      const {
        name,
        identifier = null,
        keyPrefix = null,
        description = "",
        taxCode = "software",
        onRefund,
        portal = {},
      } = request.body;
      const product = await createProduct(contextOf(request), {
        ...{ name, identifier, keyPrefix, description, taxCode, portal },
        ...(onRefund !== undefined && { onRefund }),
      });
      if (isRefusal(product)) return sendRefusal(reply, product);
      return reply.code(201).header("etag", etagOf(product.revision)).send(shapeProduct(product));
    },
  );

  app.get(
    "/products",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "listProducts",
        summary: "List products",
        querystring: ProductQuery,
        response: answers({ 200: ProductPage }),
      },
    },
    async (request, reply) => {
      const page = pageRequest(request.query);
      if (isRefusal(page)) return sendRefusal(reply, page);
      const products = await listAllProducts(contextOf(request), page);
      if (isRefusal(products)) return sendRefusal(reply, products);
      return reply.send(shapePage(products, shapeProduct));
    },
  );

  app.get(
    "/products/:id",
    {
      config: { scope: ofProduct("read") },
      schema: {
        tags,
        operationId: "getProduct",
        summary: "Get a product",
        params: IdParams,
        response: answers({ 200: Product }),
      },
    },
    async (request, reply) => {
      const product = await getProduct(contextOf(request), request.params.id);
      if (isRefusal(product)) return sendRefusal(reply, product);
      return reply.header("etag", etagOf(product.revision)).send(shapeProduct(product));
    },
  );

  app.patch(
    "/products/:id",
    {
      config: { scope: ofProduct("write") },
      schema: {
        tags,
        operationId: "editProduct",
        summary: "Edit a product",
        params: IdParams,
        headers: EditHeaders,
        body: EditProduct,
        response: answers({ 200: Product }),
      },
    },
    async (request, reply) => {
      const product = await editProduct(contextOf(request), {
        id: request.params.id,
        expected: expectedRevision(request.headers["if-match"]),
        change: request.body,
      });
      if (isRefusal(product)) return sendRefusal(reply, product);
      return reply.header("etag", etagOf(product.revision)).send(shapeProduct(product));
    },
  );
};
