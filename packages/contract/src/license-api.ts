import { type Static, Type } from "typebox";
import { VERDICT_CODES } from "./codes.ts";
import { KEY_MAX_LENGTH } from "./license-key.ts";
import { FreeObject, Id, Moment, Nullable, named, OneOf, Text } from "./wire.ts";

/*
 * What a licensed application calls. A superset of Kelviq's wire format, so that clients written for it work unchanged:
 * unknown fields are ignored, null counts as absent, and snake_case names are read too (see the server's license-api).
 */

const licenseKey = Text(KEY_MAX_LENGTH, "The key as the customer typed it. Case, spaces and dashes do not matter.");
const instanceId = Text(255, "Which activation: the `instanceId` that activate answered.");
const productIdentifier = Type.Optional(Text(255, "The product that asks. A key of another product is refused."));
const fingerprint = Type.Optional(
  Text(255, "Names the device. The same fingerprint gets its own activation back and takes no second slot."),
);

export const ActivateRequest = named(
  "ActivateRequest",
  Type.Object({
    licenseKey,
    instanceName: Type.Optional(Text(255, "A name for people, such as the computer's name.", 0)),
    metadata: Type.Optional(FreeObject("Anything worth remembering about the device: at most 8 kB and 5 levels deep.")),
    customerId: Type.Optional(Text(255, "The vendor's id of the customer. A key of another customer is refused.")),
    productIdentifier,
    fingerprint,
  }),
);
export type ActivateRequest = Static<typeof ActivateRequest>;

export const ValidateRequest = named(
  "ValidateRequest",
  Type.Object({ licenseKey, instanceId: Type.Optional(instanceId), productIdentifier, fingerprint }),
);
export type ValidateRequest = Static<typeof ValidateRequest>;

export const DeactivateRequest = named("DeactivateRequest", Type.Object({ licenseKey, instanceId }));
export type DeactivateRequest = Static<typeof DeactivateRequest>;

/** What both sides tell about a license first; the Management API adds to it. */
export const licenseFields = {
  id: Id("The license."),
  licenseKey: Type.String({ description: "The whole key." }),
  activatedOn: Nullable(Moment("When the first device was activated; null before.")),
  expiresOn: Nullable(Moment("When the license expires; null = never.")),
  activationUsage: Type.Integer({ description: "How many activations are in use." }),
  activationLimit: Nullable(Type.Integer({ description: "How many may be in use; null = unlimited." })),
  enabled: Type.Boolean({ description: "False while the license is suspended, and once it was deactivated for ever." }),
};

const LicensedCustomer = named(
  "LicensedCustomer",
  Type.Object({
    customerId: Type.String({ description: "The vendor's id of the customer." }),
    name: Type.Optional(Nullable(Type.String({ description: "Told to callers with a server token alone." }))),
    email: Type.Optional(Type.String({ description: "Told to callers with a server token alone." })),
  }),
);

const LicensedPlan = named(
  "LicensedPlan",
  Type.Object({
    identifier: Type.String({ description: "How the vendor's shop names the plan." }),
    name: Type.String({ description: "The name that customers know." }),
    description: Type.String({ description: "For people; may be empty." }),
    version: Type.Integer({ description: "The version of the plan whose terms the license carries." }),
    isLatest: Type.Boolean({ description: "Whether the plan still has that version." }),
    product: Type.Object({
      id: Id("The product."),
      identifier: Type.String({ description: "How the application names the product." }),
      name: Type.String({ description: "The name that customers know." }),
      taxCode: Type.String({ description: "For the vendor's accounting." }),
      createdOn: Moment("When the product was made."),
      modifiedOn: Moment("When it was last edited."),
    }),
  }),
);

/** A license as the licensed application sees it. */
export const LicenseDetails = named(
  "LicenseDetails",
  Type.Object({
    ...licenseFields,
    customer: LicensedCustomer,
    plan: LicensedPlan,
    subscription: Type.Null({ description: "Always null: subscriptions are not kept here." }),
  }),
);
export type LicenseDetails = Static<typeof LicenseDetails>;

export const ActivateAnswer = named(
  "ActivateAnswer",
  Type.Object({
    instanceId: Id("Keep it: validate and deactivate take it."),
    activatedAt: Moment("When this activation began."),
    expiresOn: Nullable(Moment("When the license expires; null = never.")),
    license: LicenseDetails,
  }),
);
export type ActivateAnswer = Static<typeof ActivateAnswer>;

export const ValidateAnswer = named(
  "ValidateAnswer",
  Type.Object({
    valid: Type.Boolean({ description: "Whether the application may run." }),
    code: OneOf(VERDICT_CODES, "Why, as a word to branch on."),
    detail: Type.String({ description: "Why, in a sentence." }),
    metadata: FreeObject("What was stored with the activation, verbatim; empty without one."),
    license: Nullable(LicenseDetails),
  }),
);
export type ValidateAnswer = Static<typeof ValidateAnswer>;

export const DeactivateAnswer = named(
  "DeactivateAnswer",
  Type.Object({
    message: Type.String({ description: "The same sentence always." }),
    deactivatedAt: Moment("When the slot became free."),
  }),
);
export type DeactivateAnswer = Static<typeof DeactivateAnswer>;
