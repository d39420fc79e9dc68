import {
  ApiError,
  AuthenticationError,
  InvalidRequestError,
  type LicenseActivatePayload,
  NotFoundError,
  ServerError,
} from "@kelviq/node-sdk";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createToken } from "#actions/tokens/create.ts";
import { listAllTokens } from "#actions/tokens/list.ts";
import { revokeServerToken } from "#actions/tokens/revoke.ts";
import { connect, deactivateLicense, givenCustomer, told, UUID } from "#test/conformance/sdk-customer.ts";
import { OPERATOR, taken } from "#test/given.ts";

const NO_SUCH_INSTANCE = "00000000-0000-7000-8000-000000000000";

describe("errors arrive in the SDK's own classes, with our words", () => {
  test("InvalidRequestError names each field", async () => {
    const { sdk } = await givenCustomer();

    const error = await failureOf(sdk.deactivate({ licenseKey: "", instanceId: "" }));

    expectError(error, InvalidRequestError, 400, "INVALID_REQUEST", "licenseKey: Must not be empty.");
    expect(error.details.errors).toEqual({
      licenseKey: ["Must not be empty."],
      instanceId: ["Must not be empty."],
    });
  });

  test("InvalidRequestError tells what is missing", async () => {
    const { sdk } = await givenCustomer();

    const error = await failureOf(sdk.activate({} as LicenseActivatePayload));

    expectError(error, InvalidRequestError, 400, "INVALID_REQUEST", "licenseKey: This field is required.");
    expect(error.details.errors).toEqual({ licenseKey: ["This field is required."] });
  });

  test("InvalidRequestError refuses metadata that is too large, and nothing is stored", async () => {
    const { sdk, key } = await givenCustomer();

    const error = await failureOf(sdk.activate({ licenseKey: key, metadata: { note: "x".repeat(8 * 1024) } }));

    expectError(
      error,
      InvalidRequestError,
      400,
      "INVALID_REQUEST",
      "metadata: Takes 8203 bytes as JSON; at most 8192 fit.",
    );
    expect((await sdk.validate({ licenseKey: key })).license?.activationUsage).toBe(0);
  });

  test("AuthenticationError when the limit is reached", async () => {
    const { sdk, key } = await givenCustomer();
    for (let device = 0; device < 3; device++) await sdk.activate({ licenseKey: key });

    const error = await failureOf(sdk.activate({ licenseKey: key }));

    expectError(error, AuthenticationError, 403, "ACTIVATION_LIMIT_REACHED", "Activation limit reached (3/3).");
    expect(error.details).toMatchObject({ activationLimit: 3, activationUsage: 3 });
  });

  test("AuthenticationError when an expired license is activated", async () => {
    const { server, sdk, key } = await givenCustomer();
    server.clock.move({ years: 1 });

    const error = await failureOf(sdk.activate({ licenseKey: key }));

    expectError(error, AuthenticationError, 403, "LICENSE_EXPIRED", "This license has expired.");
  });

  test("AuthenticationError when a deactivated license is activated", async () => {
    const { server, sdk, license, key } = await givenCustomer();
    await deactivateLicense(server, license.license.id);

    const error = await failureOf(sdk.activate({ licenseKey: key }));

    expectError(error, AuthenticationError, 403, "LICENSE_DEACTIVATED", "This license is deactivated.");
  });

  test("AuthenticationError when a server token was revoked", async () => {
    const { server, key } = await givenCustomer();
    const { text: accessToken } = taken(await createToken(server.as(OPERATOR), { name: "shop", scope: "write" }));
    const [token] = taken(await listAllTokens(server.as(OPERATOR), { limit: 10, before: null })).items;
    taken(await revokeServerToken(server.as(OPERATOR), token?.id ?? ""));

    const error = await failureOf(connect(server, { accessToken }).validate({ licenseKey: key }));

    expectError(error, AuthenticationError, 401, "UNAUTHORIZED", "This server token is unknown or revoked.");
  });

  test("NotFoundError for a key that nobody has", async () => {
    const { sdk } = await givenCustomer();
    const licenseKey = "LIC-1F0C2A9B-77D4-4E0B-9C55-3B1E64C0D2AF";

    const activate = await failureOf(sdk.activate({ licenseKey }));
    const deactivate = await failureOf(sdk.deactivate({ licenseKey, instanceId: NO_SUCH_INSTANCE }));
    const validate = await failureOf(sdk.validate({ licenseKey }));

    expectError(activate, NotFoundError, 404, "LICENSE_NOT_FOUND", "Invalid license key or customer ID.");
    expectError(deactivate, NotFoundError, 404, "LICENSE_NOT_FOUND", "Invalid license key or instance ID.");
    expect(validate).toMatchObject({ name: "NotFoundError", statusCode: 404, message: "License key not found." });
    expect(validate.details).toEqual({
      valid: false,
      code: "INVALID_KEY",
      detail: "License key not found.",
      metadata: {},
      license: null,
    });
  });

  test("NotFoundError for a key of another customer", async () => {
    const { sdk, key } = await givenCustomer();

    const error = await failureOf(sdk.activate({ licenseKey: key, customerId: "somebody-else" }));

    expectError(error, NotFoundError, 404, "LICENSE_NOT_FOUND", "Invalid license key or customer ID.");
  });

  test.each([NO_SUCH_INSTANCE, "not-a-uuid"])("NotFoundError for the instance %s", async (instanceId) => {
    const { sdk, license, key } = await givenCustomer();

    const deactivate = await failureOf(sdk.deactivate({ licenseKey: key, instanceId }));
    const validate = await failureOf(sdk.validate({ licenseKey: key, instanceId }));

    expectError(deactivate, NotFoundError, 404, "INSTANCE_NOT_FOUND", "Invalid license key or instance ID.");
    expect(validate).toBeInstanceOf(NotFoundError);
    expect(validate.message).toBe("Instance ID invalid for this license.");
    expect(validate.details).toEqual({
      valid: false,
      code: "INSTANCE_NOT_FOUND",
      detail: "Instance ID invalid for this license.",
      metadata: {},
      license: told(license, key),
    });
  });

  test("NotFoundError for an instance that was deactivated before", async () => {
    const { sdk, key } = await givenCustomer();
    const { instanceId } = await sdk.activate({ licenseKey: key });
    await sdk.deactivate({ licenseKey: key, instanceId });

    const error = await failureOf(sdk.deactivate({ licenseKey: key, instanceId }));

    expectError(error, NotFoundError, 404, "INSTANCE_NOT_FOUND", "Invalid license key or instance ID.");
  });

  test("ApiError when an address has guessed too many keys", async () => {
    const { sdk } = await givenCustomer({ KEYWRIGHT_RATE_LIMIT: "on" });

    let error: ApiError;
    do error = await failureOf(sdk.validate({ licenseKey: "a guess" }));
    while (error instanceof NotFoundError);

    expect(error.constructor).toBe(ApiError);
    expect(error).toMatchObject({
      statusCode: 429,
      message: expect.stringMatching(/^Too many requests. Try again in \d+ seconds.$/),
      details: { code: "RATE_LIMITED" },
    });
  });

  test("ApiError when the body is beyond bounds", async () => {
    const { sdk, key } = await givenCustomer();

    const error = await failureOf(sdk.activate({ licenseKey: key, metadata: { note: "x".repeat(300_000) } }));

    expectError(error, ApiError, 413, "BODY_TOO_LARGE", "The body is larger than 256 kB.");
  });

  test("ServerError when the server itself is in trouble, with nothing of the cause", async () => {
    const { server, sdk, key } = await givenCustomer();
    await server.services.store.transaction(async (tx) => ({
      end: "commit",
      value: await sql`alter table activations rename to activations_mislaid`.execute(tx),
    }));

    const error = await failureOf(sdk.activate({ licenseKey: key }));

    expectError(
      error,
      ServerError,
      500,
      "INTERNAL_ERROR",
      "Something went wrong on the server. Its log tells more beside this request id.",
    );
    expect(JSON.stringify(error.details)).not.toContain("activations");
  });
});

async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const outcome = await call.catch((error: unknown) => error);
  if (!(outcome instanceof ApiError)) throw new Error(`expected an ApiError, got ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The class itself, not one that extends it; our text as its message; and the whole problem document beside it. */
function expectError(error: ApiError, type: typeof ApiError, statusCode: number, code: string, detail: string): void {
  expect(error.constructor).toBe(type);
  expect({ name: error.name, statusCode: error.statusCode, message: error.message }).toEqual({
    name: type.name,
    statusCode,
    message: detail,
  });
  expect(error.details).toMatchObject({ status: statusCode, code, detail, message: detail, error: detail });
  expect(error.details.requestId).toEqual(UUID);
}
