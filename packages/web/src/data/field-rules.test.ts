import { expect, test } from "vitest";
import { faultsOf } from "#data/field-rules.ts";
import { CreateProduct, EditLicense, PlaceOrder } from "#data/rules.gen.ts";

test("what the server takes, the form takes", () => {
  expect(faultsOf(PlaceOrder, { planId: "1", customer: { email: "ines@northlight.example", name: null } })).toEqual({});
  expect(faultsOf(CreateProduct, { name: "Halcyon Studio", keyPrefix: "HALC" })).toEqual({});
  expect(faultsOf(EditLicense, { activationLimit: null, expiresOn: null })).toEqual({});
});

test("what the server refuses, the form refuses, beside the same field and in the same words", () => {
  expect(faultsOf(PlaceOrder, { planId: "", customer: { email: "ines" } })).toEqual({
    planId: "Must not be empty.",
    "customer.email": "Must be an e-mail address.",
  });
  expect(faultsOf(CreateProduct, { keyPrefix: "halc" })).toEqual({
    name: "This field is required.",
    keyPrefix: "Use 2 to 8 capital letters or digits.",
  });
  expect(faultsOf(EditLicense, { activationLimit: 0 })).toEqual({ activationLimit: "Must be at least 1." });
  expect(faultsOf(EditLicense, { activationLimit: 1.5 })).toEqual({ activationLimit: "Must be a whole number." });
});
