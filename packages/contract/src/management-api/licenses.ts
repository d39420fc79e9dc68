import { type Static, Type } from "typebox";
import { VERDICT_CODES } from "../codes.ts";
import { licenseFields } from "../license-api.ts";
import { KEY_MAX_LENGTH } from "../license-key.ts";
import { Id, Moment, MomentInput, Nullable, named, OneOf, PageOf, PageQuery, RULE, strict, Text } from "../wire.ts";
import { CustomerOfOrder } from "./customers.ts";
import { activationLimit, EXPIRY_UNITS, PlanOfOrder } from "./plans.ts";

export const LICENSE_STATUSES = ["active", "in_grace", "suspended", "expired", "deactivated"] as const;

/** Who can have suspended a license. What the vendor suspends, no payment restores. */
export const SUSPENDERS = ["vendor", "sale"] as const;

export const licenseStatus = OneOf(
  LICENSE_STATUSES,
  "`in_grace`: expired, and still validating. `suspended`: stopped until it is restored. `deactivated`: ended for ever.",
);

/** As the Management API tells it. */
const managedFields = {
  ...licenseFields,
  licenseKey: Type.String({
    description:
      "The key. A token that may write is told it whole, a person in the answer to the call that made it. All else holds its first group and its ending, and dots.",
  }),
};

/** The license of an order. */
export const LicenseOfOrder = named("LicenseOfOrder", Type.Object({ ...managedFields, status: licenseStatus }));

export const License = named(
  "License",
  Type.Object({
    ...managedFields,
    status: licenseStatus,
    expiryFromActivation: Nullable(
      Type.Object(
        {
          value: Type.Integer({ description: "How many." }),
          unit: OneOf(EXPIRY_UNITS, "Of what, in the UTC calendar."),
        },
        {
          description:
            "How long the license lasts once its first device is activated; null when its time runs already, or it never expires.",
        },
      ),
    ),
    graceEndsOn: Nullable(
      Moment("Until when the license validates after its expiry; null when it has no grace or never expires."),
    ),
    suspendedOn: Nullable(Moment("Since when the license is suspended; null while it is not.")),
    suspendedBy: Nullable(
      OneOf(
        SUSPENDERS,
        "Who holds it back: the vendor, or its own sale, of which a payment is missing. Null while nobody does.",
      ),
    ),
    deactivatedOn: Nullable(Moment("When the license was ended for ever; null while it was not.")),
    createdAt: Moment("When the license was issued."),
    order: Type.Object({ id: Id("The order."), number: Type.Integer() }),
    customer: CustomerOfOrder,
    plan: PlanOfOrder,
  }),
);
export type License = Static<typeof License>;
/** One license, with what stands in no list. */
export const LicenseWithLastSeen = named(
  "LicenseWithLastSeen",
  Type.Object({
    ...License.properties,
    lastSeen: Nullable(
      Type.Object(
        {
          instanceId: Id("The activation."),
          name: Nullable(Type.String({ description: "What the application called the device." })),
          at: Moment("When it last activated or validated."),
        },
        { description: "The device in use that was seen last; null when none is in use." },
      ),
    ),
  }),
);
export type LicenseWithLastSeen = Static<typeof LicenseWithLastSeen>;
export const LicensePage = PageOf("LicensePage", License);

/** What may be typed where licenses are searched: anything that a whole key is not. */
const licenseSearch = Type.String({
  maxLength: 254,
  pattern: "^(?:[^\\s@\\p{Cc}\\p{Cs}]+@[^\\s@\\p{Cc}\\p{Cs}]*|[0-9]{1,15}|[0-9A-Za-z]{2,5})$",
  [RULE]:
    "Give an e-mail, an order number, or the last two to five characters of a key. A whole key goes to POST /licenses/find, since it must not stand in a URL.",
  description:
    "One box for all: how the customer's e-mail begins, up to the @ at least; an order number; or the last two to five characters of the key. A whole key goes to `POST /licenses/find`, since it must not stand in a URL.",
});

export const LicenseQuery = Type.Object(
  {
    ...PageQuery,
    search: Type.Optional(licenseSearch),
    email: Type.Optional(Type.String({ minLength: 1, maxLength: 254, description: "The customer's whole e-mail." })),
    order: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "The order's id or number." })),
    product: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: "The product's id or identifier." }),
    ),
    plan: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "The plan's id or identifier." })),
    customer: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: "The customer's id, as we gave it." }),
    ),
    status: Type.Optional(licenseStatus),
    expiresAfter: Type.Optional(MomentInput("Those that expire then or later. Leaves out what never expires.")),
    expiresBefore: Type.Optional(MomentInput("Those that expire before then. Leaves out what never expires.")),
    keyEnding: Type.Optional(
      Type.String({
        pattern: "^[0-9A-Za-z]{2,5}$",
        [RULE]: "Give the last two to five characters of the key.",
        description:
          "The last two to five characters of the key. A whole key goes to `POST /licenses/find`, since it must not stand in a URL.",
      }),
    ),
  },
  strict,
);
export type LicenseQuery = Static<typeof LicenseQuery>;

export const FindLicense = named(
  "FindLicense",
  Type.Object({ licenseKey: Text(KEY_MAX_LENGTH, "The whole key.") }, strict),
);

export const RevealedKey = named(
  "RevealedKey",
  Type.Object({ licenseKey: Type.String({ description: "The whole key." }) }),
);

const reason = Type.Optional(Nullable(Text(500, "Why, for the record.")));
export const SuspendLicense = named("SuspendLicense", Type.Object({ reason }, strict));
export type SuspendLicense = Static<typeof SuspendLicense>;
export const RestoreLicense = named("RestoreLicense", Type.Object({ reason }, strict));
export type RestoreLicense = Static<typeof RestoreLicense>;

export const EditLicense = named(
  "EditLicense",
  Type.Object(
    {
      activationLimit: Type.Optional(activationLimit),
      expiresOn: Type.Optional(
        Nullable(
          MomentInput("From 1970 to 9999; null = never. The past is allowed: the license then expires at once."),
        ),
      ),
    },
    strict,
  ),
);
export type EditLicense = Static<typeof EditLicense>;

export const ExplainQuery = Type.Object(
  { at: Type.Optional(MomentInput("The moment in question; now when left out.")) },
  strict,
);

/** What is looked at when a license is explained. */
export const EXPLAINED_CHECKS = ["issue", "key", "deactivation", "suspension", "expiry", "devices"] as const;

export const Explanation = named(
  "Explanation",
  Type.Object({
    at: Moment("The moment that it is about."),
    valid: Type.Boolean({ description: "Whether a validation of its key would have been a yes." }),
    code: OneOf(VERDICT_CODES, "What the validation would have said."),
    detail: Type.String({ description: "The same, in words." }),
    findings: Type.Array(
      Type.Object({
        check: OneOf(EXPLAINED_CHECKS, "What was looked at."),
        passed: Type.Boolean({
          description: "Whether it lets the license be used; for `devices`, on one more device.",
        }),
        text: Type.String({ description: "What was found, and who made it so, and when." }),
      }),
      { description: "What was looked at, in the order in which it counts." },
    ),
    mend: Type.String({ description: "What would change the answer, or is to be done about it." }),
  }),
);
export type Explanation = Static<typeof Explanation>;
