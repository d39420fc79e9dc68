import { type Static, Type } from "typebox";
import { licenseFields } from "../license-api.ts";
import { KEY_MAX_LENGTH } from "../license-key.ts";
import { Id, Moment, MomentInput, Nullable, named, OneOf, PageOf, PageQuery, RULE, strict, Text } from "../wire.ts";
import { CustomerOfOrder } from "./customers.ts";
import { activationLimit, PlanOfOrder } from "./plans.ts";

export const LICENSE_STATUSES = ["active", "in_grace", "expired", "deactivated"] as const;

const status = OneOf(LICENSE_STATUSES, "`in_grace`: expired, and still validating. `deactivated`: ended for ever.");

/** The license of an order. */
export const LicenseOfOrder = named("LicenseOfOrder", Type.Object({ ...licenseFields, status }));

export const License = named(
  "License",
  Type.Object({
    ...licenseFields,
    status,
    graceEndsOn: Nullable(
      Moment("Until when the license validates after its expiry; null when it has no grace or never expires."),
    ),
    createdAt: Moment("When the license was issued."),
    order: Type.Object({ id: Id("The order."), number: Type.Integer() }),
    customer: CustomerOfOrder,
    plan: PlanOfOrder,
  }),
);
export type License = Static<typeof License>;
export const LicensePage = PageOf("LicensePage", License);

export const LicenseQuery = Type.Object(
  {
    ...PageQuery,
    email: Type.Optional(Type.String({ minLength: 1, maxLength: 254, description: "The customer's whole e-mail." })),
    order: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "The order's id or number." })),
    product: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: "The product's id or identifier." }),
    ),
    status: Type.Optional(status),
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
