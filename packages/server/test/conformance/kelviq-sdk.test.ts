import { describe, expect, test } from "vitest";
import { connect, deactivateLicense, givenCustomer, told, UUID } from "#test/conformance/sdk-customer.ts";

/** Needs capitals, underscores, nesting and order to survive: a client that re-cases names would break each. */
const METADATA = {
  camelCase: 1,
  snake_case: { PascalCase: [{ "kebab-case": true, licenseKey: "not a key" }] },
  SHOUTING: null,
  "ключ и 鍵": "välue",
  _a: 0.1,
};

describe("activate", () => {
  test("answers every field that the SDK knows", async () => {
    const { server, sdk, license, key } = await givenCustomer();

    const activated = await sdk.activate({ licenseKey: key, instanceName: "Studio Mac", metadata: METADATA });

    expect(activated).toEqual({
      instanceId: UUID,
      activatedAt: "2026-03-10T09:30:00Z",
      expiresOn: "2027-03-10T09:30:00Z",
      license: { ...told(license, key), activatedOn: "2026-03-10T09:30:00Z", activationUsage: 1 },
    });
    const rows = await server.services.store.read.selectFrom("activations").selectAll().execute();
    expect(rows).toMatchObject([{ id: activated.instanceId, name: "Studio Mac", metadata: JSON.stringify(METADATA) }]);
  });

  test("takes the customer's id, and null for what is left out", async () => {
    const { sdk, license, key } = await givenCustomer();
    const { customerId } = license.customer;

    const activated = await sdk.activate({ licenseKey: key, customerId, instanceName: null, metadata: null });

    expect(activated.license.customer).toEqual({ customerId });
  });

  test("takes a new slot each time, as there is no fingerprint to know a device by", async () => {
    const { sdk, key } = await givenCustomer();

    const first = await sdk.activate({ licenseKey: key });
    const second = await sdk.activate({ licenseKey: key });

    expect(second.instanceId).not.toBe(first.instanceId);
    expect(second.license.activationUsage).toBe(2);
  });
});

describe("validate", () => {
  test("answers for the key alone, before and after the first activation", async () => {
    const { sdk, license, key } = await givenCustomer();

    const before = await sdk.validate({ licenseKey: key });
    await sdk.activate({ licenseKey: key });
    const after = await sdk.validate({ licenseKey: key, instanceId: null });

    const valid = { valid: true, code: "VALID", detail: "License key valid.", metadata: {} };
    expect(before).toEqual({ ...valid, license: told(license, key) });
    expect(after).toEqual({
      ...valid,
      license: { ...told(license, key), activatedOn: "2026-03-10T09:30:00Z", activationUsage: 1 },
    });
  });

  test("answers for an instance, with its metadata just as it was sent", async () => {
    const { sdk, key } = await givenCustomer();
    const { instanceId, license } = await sdk.activate({ licenseKey: key, metadata: METADATA });

    const validated = await sdk.validate({ licenseKey: key, instanceId });

    expect(validated).toEqual({
      valid: true,
      code: "VALID",
      detail: "Instance ID valid for this license.",
      metadata: METADATA,
      license,
    });
    expect(JSON.stringify(validated.metadata)).toBe(JSON.stringify(METADATA));
  });

  test("answers an expired license as data, not as an error", async () => {
    const { server, sdk, license, key } = await givenCustomer();
    server.clock.move({ years: 1 });

    expect(await sdk.validate({ licenseKey: key })).toEqual({
      valid: false,
      code: "EXPIRED",
      detail: "This license has expired.",
      metadata: {},
      license: told(license, key),
    });
  });

  test("answers a deactivated license as data, not as an error", async () => {
    const { server, sdk, license, key } = await givenCustomer();
    await deactivateLicense(server, license.license.id);

    expect(await sdk.validate({ licenseKey: key })).toMatchObject({
      valid: false,
      code: "DEACTIVATED",
      detail: "This license is deactivated.",
      license: { enabled: false },
    });
  });
});

describe("deactivate", () => {
  test("frees the slot and says when", async () => {
    const { server, sdk, key } = await givenCustomer();
    const { instanceId } = await sdk.activate({ licenseKey: key });
    server.clock.move({ hours: 2 });

    const deactivated = await sdk.deactivate({ licenseKey: key, instanceId });

    expect(deactivated).toEqual({
      message: "License instance deactivated successfully.",
      deactivatedAt: "2026-03-10T11:30:00Z",
    });
    expect((await sdk.validate({ licenseKey: key })).license?.activationUsage).toBe(0);
  });

  test("works on an expired license, too", async () => {
    const { server, sdk, key } = await givenCustomer();
    const { instanceId } = await sdk.activate({ licenseKey: key });
    server.clock.move({ years: 5 });

    expect((await sdk.deactivate({ licenseKey: key, instanceId })).deactivatedAt).toBe("2031-03-10T09:30:00Z");
  });
});

describe("who the customer is", () => {
  test("is told to the holder of a server token", async () => {
    const { server, license, key } = await givenCustomer();
    const sdk = connect(server, { accessToken: await server.token("license") });

    const { license: details } = await sdk.validate({ licenseKey: key });

    const { customerId, name, email } = license.customer;
    expect(details?.customer).toEqual({ customerId, name, email });
  });

  test.each(["anything", "kq_live_0123456789abcdef", "not a token"])(
    "is not told to an application that sends %j",
    async (accessToken) => {
      const { server, license, key } = await givenCustomer();
      const sdk = connect(server, { accessToken });

      const activated = await sdk.activate({ licenseKey: key });
      const validated = await sdk.validate({ licenseKey: key, instanceId: activated.instanceId });

      for (const { license: details } of [activated, validated]) {
        expect(details?.customer).toEqual({ customerId: license.customer.customerId });
      }
      expect(JSON.stringify([activated, validated])).not.toContain(license.customer.email);
    },
  );
});
