import { listUnresolvedSales } from "#actions/sales/list-unresolved.ts";
import { receiveEvent } from "#actions/sales/receive.ts";
import { acceptInvitation } from "#actions/users/accept-invitation.ts";
import { invite } from "#actions/users/invite.ts";
import { isSetupNeeded, setupToken } from "#actions/users/set-up.ts";
import type { ReceivedEvent } from "#domain/sales/facts.ts";
import { newId } from "#kit/ids.ts";
import { type GivenServer, OPERATOR, taken } from "#test/given.ts";
import type { Known } from "#test/hostile/arbitrary.ts";
import { type Schema, unknownKeywords } from "#test/hostile/schema.ts";
import { outboxOf } from "#test/outbox.ts";
import { askForMail } from "#test/portal.ts";

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
  /** Whether a token for one product may call it. */
  readonly isOfProduct: boolean;
  /** For customers who are signed in to the portal. */
  readonly needsCustomer: boolean;
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
    for (const [method, { operationId: id, requestBody, parameters = [], security, ...more }] of Object.entries(
      methods,
    )) {
      const name = requestBody?.content["application/json"].schema.$ref.split("/").at(-1);
      const { schemas: named } = document.components;
      const body = name === undefined ? null : (resolved(named[name], named) as Schema);
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
        isOfProduct: more["x-one-product"] === true,
        needsCustomer: JSON.stringify(security) === '[{"customer":[]}]',
      });
    }
  }
  return operations;
}

/** A part of a schema, with what it refers to in its place. */
function resolved(part: unknown, named: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(part)) return part.map((each) => resolved(each, named));
  if (typeof part !== "object" || part === null) return part;
  if ("$ref" in part) return resolved(named[String(part.$ref).split("/").at(-1) ?? ""], named);
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, resolved(inner, named)]));
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: { $ref: string } } } };
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly unknown[];
  readonly "x-one-product"?: boolean;
}

/** Makes what requests can be about, by the noun in a path or the name of a field. */
export async function givenThings(server: GivenServer, token: string): Promise<Known> {
  // Full, so that there is a device link; the one device that it has gets its activation back.
  const license = await server.license({ activationLimit: 1 });
  const fingerprint = "the one device";
  const activate = (body: object) =>
    server.call("POST", "/api/v1/license/activate", { body: { licenseKey: license.key, ...body }, token });
  const { body: activated } = await activate({ fingerprint });
  const { body: refused } = await activate({});
  await server.call("PATCH", `/api/v1/products/${license.product.id}`, {
    body: { portal: { regenerate: true } },
    token,
  });
  // The oldest: the key, which has not been sent.
  const [keyMail] = await outboxOf(server);
  const mail = server.services.sendsMail ? await askForMail(server, license.customer.email) : null;
  const unresolved = await givenUnresolvedSale(server);
  const { invitation, link, user } = await givenPeople(server);
  const { body: spare } = await server.call("POST", "/api/v1/tokens", { body: { name: "spare" }, token });
  return {
    mails: keyMail?.id,
    previews: "key_on_purchase",
    products: license.product.id,
    plans: license.plan.id,
    orders: license.order.id,
    licenses: license.license.id,
    activations: activated.instanceId,
    customers: license.customer.id,
    tokens: spare.id,
    unresolved,
    users: user?.id,
    invitations: invitation.id,
    invitation: link.split("#")[1],
    planId: license.plan.id,
    planIdentifier: license.plan.identifier,
    instanceId: activated.instanceId,
    licenseKey: license.key,
    customerId: license.customer.customerId,
    cursor: license.product.id,
    token: await setupToken(server.services),
    "if-match": "*",
    productIdentifier: license.product.identifier,
    fingerprint,
    devices: activated.instanceId,
    deviceLink: new URL(refused.manageUrl).hash.slice(1),
    email: license.customer.email,
    ...(mail !== null && { attempt: mail.attempt, link: mail.link, code: mail.code }),
  };
}

/** Somebody who is invited and, where there is an owner, somebody who has an account beside them. */
async function givenPeople(server: GivenServer) {
  const context = server.as(OPERATOR);
  const invited = async () =>
    taken(
      await invite(context, {
        email: `${newId(server.clock.now())}@example.com`,
        role: "support",
        page: "http://127.0.0.1/",
      }),
    );
  const hasOwner = !(await isSetupNeeded(server.services));
  const token = hasOwner ? (await invited()).link.split("#")[1] : undefined;
  const account = { name: "Noor", password: "quiet staple orange" };
  const user = token === undefined ? null : taken(await acceptInvitation(server.services, { token, ...account }));
  return { ...(await invited()), user };
}

/** The id of a sale of which nobody knows what was bought. */
async function givenUnresolvedSale(server: GivenServer): Promise<string | undefined> {
  const context = server.as(OPERATOR);
  const buyer = { email: "lena@example.com", name: null };
  const clue = { planIdentifier: null, prices: ["price_1"] };
  const sold: ReceivedEvent = {
    ...{ provider: "stripe", event: "evt_1", type: "checkout.session.completed", at: 0, email: null, keys: ["cs_1"] },
    facts: [{ kind: "bought", by: "checkout", buyer, amount: null, clue }],
  };
  await receiveEvent(context, sold, true);
  return taken(await listUnresolvedSales(context, { limit: 1, before: null })).items[0]?.id;
}
