import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { type OfProduct, roleFor, type Scope, tokenScopeFor } from "#domain/actor.ts";
import type { Routes } from "#http/routes.ts";

/** The OpenAPI 3.1 document, made from the routes' own schemas. */
export const openApi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "Keywright",
      version: "1",
      license: { name: "MIT", identifier: "MIT" },
      description:
        "License keys: the vendor's systems place orders, each order of a licensed plan issues a key, and the vendor's application activates, validates and deactivates it.",
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }, { session: [] }],
    tags: [
      {
        name: "License API",
        description:
          "What a licensed application calls. No credentials needed; with a server token the answers tell the whole customer.",
      },
      { name: "Products", description: "The things that are sold." },
      { name: "Plans", description: "The ways to buy a product, with the license terms that each order gets." },
      { name: "Orders", description: "The purchases. An order of a licensed plan issues its license at once." },
      { name: "Sales", description: "What payment providers tell of sales, and what became of it." },
      { name: "Licenses", description: "The keys that were issued, and what the vendor can change about them." },
      { name: "Activations", description: "The devices on which a license is in use." },
      { name: "Customers", description: "Who buys." },
      { name: "Overview", description: "How the installation is doing." },
      { name: "Events", description: "The record of all that happened, and who did it." },
      { name: "Mails", description: "What customers are told by mail, and what became of it." },
      { name: "Tokens", description: "What other systems sign in with." },
      { name: "People", description: "Who has an account, with which role, and who is invited." },
      { name: "Accounts", description: "Who calls, and how the first account is made." },
      {
        name: "Customer portal",
        description:
          "What customers call, on the portal's own pages: their licenses, devices and orders. A session of theirs reaches nothing else, and nobody else reaches this.",
      },
      { name: "Health", description: "For whoever watches the server." },
    ],
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A server token. `keywright token create --name NAME` makes one.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "keywright.session_token",
          description:
            "Somebody who is signed in to the web app. Changes must come from the server's own pages, by `Origin` or `Sec-Fetch-Site`.",
        },
        customer: {
          type: "apiKey",
          in: "cookie",
          name: "keywright.portal_session",
          description:
            "A customer who is signed in to the portal. Changes must come from the server's own pages, by `Origin` or `Sec-Fetch-Site`.",
        },
      },
    },
  },
  // Not part of the standard, and what everybody wants to know of a route.
  transform: ({ schema, url, route }) => ({ schema: { ...schema, ...neededBy(route.config?.scope) }, url }),
  transformObject: (document) => hoistNamedSchemas("openapiObject" in document ? document.openapiObject : {}),
};

export async function openApiRoute(app: Routes): Promise<void> {
  app.get("/api/openapi.json", { schema: { hide: true } }, async (_request, reply) =>
    reply.type("application/json; charset=utf-8").send(JSON.stringify(app.swagger())),
  );
}

/** What a route takes: the scope of a token, null where none covers it; the role of a user; and whether a token for one product will do. */
function neededBy(need: Scope | OfProduct | undefined): object {
  if (need === undefined) return {};
  const scope = typeof need === "string" ? need : need.scope;
  return { "x-scope": tokenScopeFor(scope), "x-role": roleFor(scope), "x-one-product": typeof need !== "string" };
}

/** Moves every schema with a title to the components and leaves a reference, so that a type has one name and one place. */
function hoistNamedSchemas<T extends { components?: object }>(document: T): T {
  const schemas: Record<string, unknown> = {};
  const hoisted = hoist(document, schemas, false) as T;
  return {
    ...hoisted,
    components: { ...hoisted.components, schemas: Object.fromEntries(Object.entries(schemas).sort()) },
  };
}

function hoist(node: unknown, schemas: Record<string, unknown>, isInfo: boolean): unknown {
  if (Array.isArray(node)) return node.map((item) => hoist(item, schemas, false));
  if (typeof node !== "object" || node === null) return node;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(node)) copy[name] = hoist(value, schemas, name === "info");
  // The schema calls it required, since a handler can count on it; a caller need not send it.
  if (copy.in === "query" && hasDefault(copy.schema)) copy.required = false;
  if (isInfo || typeof copy.title !== "string" || !("properties" in copy)) return copy;
  const { title, description: _, ...schema } = copy;
  // A nullable object is a reference or null; the component itself is never null.
  const nullable = Array.isArray(schema.type);
  schemas[title] ??= nullable ? { ...schema, type: "object" } : schema;
  const reference = { $ref: `#/components/schemas/${title}` };
  return nullable ? { anyOf: [reference, { type: "null" }] } : reference;
}

function hasDefault(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "default" in schema;
}
