import { Kelviq, type KelviqClientOptions } from "@kelviq/node-sdk";
import { expect } from "vitest";
import { type GivenServer, givenServer } from "#test/given.ts";

/* The npm package `@kelviq/node-sdk` as it is published, told of nothing but our address. */

export const UUID = expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);

/** A server, an application that uses the SDK, and a customer with a license for three devices and one year. */
export async function givenCustomer(environment: Record<string, string> = {}) {
  const server = await givenServer(environment);
  const license = await server.license({
    activationLimit: 3,
    expiry: { value: 1, unit: "years", from: "purchase" },
  });
  return { server, sdk: connect(server), license, key: license.key };
}

/** The SDK as an application uses it: any text for a token, unless the test says otherwise. */
export function connect(server: GivenServer, options: Partial<KelviqClientOptions> = {}) {
  return new Kelviq({ accessToken: "any text", baseUrl: server.url, logger: false, ...options }).license;
}

/** The details of a license that nobody has activated yet, as an application learns them. */
export function told(
  { license, customer, plan, product }: Awaited<ReturnType<GivenServer["license"]>>,
  licenseKey: string,
) {
  return {
    id: license.id,
    licenseKey,
    activatedOn: null,
    expiresOn: "2027-03-10T09:30:00Z",
    activationUsage: 0,
    activationLimit: 3,
    enabled: true,
    customer: { customerId: customer.customerId },
    plan: {
      identifier: plan.identifier,
      name: plan.name,
      description: "",
      version: 1,
      isLatest: true,
      product: {
        id: product.id,
        identifier: product.identifier,
        name: product.name,
        taxCode: "software",
        createdOn: "2026-03-10T09:30:00Z",
        modifiedOn: "2026-03-10T09:30:00Z",
      },
    },
    subscription: null,
  };
}

/** Ends a license for ever, as the vendor does. */
export async function deactivateLicense(server: GivenServer, id: string): Promise<void> {
  const { status } = await server.call("POST", `/api/v1/licenses/${id}/deactivate`, { token: await server.token() });
  expect(status).toBe(200);
}
