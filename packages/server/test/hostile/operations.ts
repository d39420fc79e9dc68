import { setupToken } from "#actions/users/set-up.ts";
import type { GivenServer } from "#test/given.ts";
import type { Known } from "#test/hostile/arbitrary.ts";
import { type Schema, unknownKeywords } from "#test/hostile/schema.ts";
import { outboxOf } from "#test/outbox.ts";

/** One operation of the server's own OpenAPI document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With names in braces: `/api/v1/products/{id}`. */
  readonly path: string;
  readonly body: Schema | null;
  readonly parameters: readonly Parameter[];
  readonly needsToken: boolean;
  /** For people who are signed in; a token is refused. */
  readonly needsUser: boolean;
}

export interface Parameter {
  readonly in: "path" | "query" | "header";
  readonly name: string;
  readonly schema: Schema;
}

/** Asks the server for all that it offers, so that what is added later is tried by itself. */
export async function operationsOf(server: GivenServer): Promise<Operation[]> {
  const { body: document } = await server.call("GET", "/api/openapi.json");
  const operations: Operation[] = [];
  for (const [path, methods] of Object.entries<Record<string, DocumentedOperation>>(document.paths)) {
    for (const [method, { operationId: id, requestBody, parameters = [], security }] of Object.entries(methods)) {
      const name = requestBody?.content["application/json"].schema.$ref.split("/").at(-1);
      const body: Schema | null = name === undefined ? null : document.components.schemas[name];
      const schemas = [...(body ? [body] : []), ...parameters.map(({ schema }) => schema)];
      const overlooked = schemas.flatMap(unknownKeywords);
      if (overlooked.length > 0) throw new Error(`${id} uses what these tests do not know: ${overlooked}`);
      operations.push({
        id,
        method: method.toUpperCase(),
        path,
        body,
        parameters,
        needsToken: security === undefined,
        needsUser: JSON.stringify(security) === '[{"session":[]}]',
      });
    }
  }
  return operations;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: { $ref: string } } } };
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly unknown[];
}

/** Makes what requests can be about, by the noun in a path or the name of a field. */
export async function givenThings(server: GivenServer, token: string): Promise<Known> {
  const license = await server.license();
  const { body: activated } = await server.call("POST", "/api/v1/license/activate", {
    body: { licenseKey: license.key },
    token,
  });
  const { body: spare } = await server.call("POST", "/api/v1/tokens", { body: { name: "spare" }, token });
  const [mail] = await outboxOf(server);
  return {
    mails: mail?.id,
    products: license.product.id,
    plans: license.plan.id,
    orders: license.order.id,
    licenses: license.license.id,
    activations: activated.instanceId,
    customers: license.customer.id,
    tokens: spare.id,
    planId: license.plan.id,
    planIdentifier: license.plan.identifier,
    instanceId: activated.instanceId,
    licenseKey: license.key,
    customerId: license.customer.customerId,
    cursor: license.product.id,
    token: await setupToken(server.services),
    "if-match": "*",
    productIdentifier: license.product.identifier,
  };
}
