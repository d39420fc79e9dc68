import { type Static, Type } from "typebox";
import { Id, Identifier, Moment, Nullable, named, OneOf, PageOf, PageQuery, Prose, strict, Text } from "../wire.ts";
import { ProductOfPlan } from "./products.ts";
import { PlanPrice } from "./providers.ts";

export const EXPIRY_UNITS = ["days", "months", "years"] as const;
export const EXPIRY_STARTS = ["purchase", "first_activation"] as const;

export const activationLimit = Nullable(
  Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    description:
      "How many devices at once; null = unlimited. At most 100, unless the installation's settings say otherwise.",
  }),
);
const expiry = Nullable(
  Type.Object(
    {
      value: Type.Integer({ minimum: 1, maximum: 100_000 }),
      unit: OneOf(EXPIRY_UNITS, "Calendar units, counted in UTC: 31 January + 1 month = 28 or 29 February."),
      from: Type.Optional(OneOf(EXPIRY_STARTS, "When the time starts to run; `purchase` unless said otherwise.")),
    },
    { ...strict, description: "How long a license lasts; null = for ever." },
  ),
);
const graceDays = Type.Integer({
  minimum: 0,
  maximum: 3650,
  description: "Days after expiry in which the license still validates, marked as such.",
});
const releaseAfterDays = Nullable(
  Type.Integer({
    minimum: 1,
    maximum: 3650,
    description:
      "When a new device meets a full license, the activation seen longest ago gives way if nobody has seen it for this many days; null = never.",
  }),
);

/** A plan's license terms in requests. What is left out keeps its value, or starts at: unlimited, for ever, no grace. */
const LicenseTermsInput = Type.Object(
  {
    enabled: Type.Optional(
      Type.Boolean({
        description: "Whether an order of the plan issues a license; true when terms are sent with a new plan.",
      }),
    ),
    activationLimit: Type.Optional(activationLimit),
    expiry: Type.Optional(expiry),
    graceDays: Type.Optional(graceDays),
    releaseAfterDays: Type.Optional(releaseAfterDays),
  },
  strict,
);
export type LicenseTermsInput = Static<typeof LicenseTermsInput>;

const LicenseTerms = named(
  "LicenseTerms",
  Type.Object({
    enabled: Type.Boolean(),
    activationLimit,
    expiry: Nullable(
      Type.Object({
        value: Type.Integer(),
        unit: OneOf(EXPIRY_UNITS, "Calendar units, in UTC."),
        from: OneOf(EXPIRY_STARTS, "When the time starts to run."),
      }),
    ),
    graceDays,
    releaseAfterDays,
  }),
);

const prices = Type.Array(PlanPrice, {
  maxItems: 50,
  description:
    "What payment providers call what this plan is sold as: a sale of one of them is an order of the plan. Each stands in one plan.",
});
/** Which reminders of an expiry a plan's customers get. */
const remindersInput = Type.Object(
  {
    days30: Type.Optional(Type.Boolean({ description: "30 days before." })),
    days7: Type.Optional(Type.Boolean({ description: "7 days before." })),
    days1: Type.Optional(Type.Boolean({ description: "1 day before." })),
  },
  {
    ...strict,
    description:
      "How long before the expiry of a license its buyer is reminded by mail; all three unless said otherwise.",
  },
);
export type RemindersInput = Static<typeof remindersInput>;

const planFields = {
  name: Text(120, "The name that customers know."),
  identifier: Identifier("How your shop names the plan. Unique among all plans."),
  description: Prose(2000, "For people."),
};

export const CreatePlan = named(
  "CreatePlan",
  Type.Object(
    {
      name: planFields.name,
      identifier: Type.Optional(planFields.identifier),
      description: Type.Optional(planFields.description),
      prices: Type.Optional(prices),
      license: Type.Optional(LicenseTermsInput),
      reminders: Type.Optional(remindersInput),
    },
    strict,
  ),
);
export type CreatePlan = Static<typeof CreatePlan>;

export const EditPlan = named(
  "EditPlan",
  Type.Object(
    {
      name: Type.Optional(planFields.name),
      identifier: Type.Optional(planFields.identifier),
      description: Type.Optional(planFields.description),
      prices: Type.Optional(prices),
      license: Type.Optional(LicenseTermsInput),
      reminders: Type.Optional(remindersInput),
    },
    strict,
  ),
);
export type EditPlan = Static<typeof EditPlan>;

export const Plan = named(
  "Plan",
  Type.Object({
    id: Id("The plan."),
    ...planFields,
    version: Type.Integer({
      description: "Counts the edits of the plan. A license remembers the version that it was issued by.",
    }),
    product: ProductOfPlan,
    license: LicenseTerms,
    prices,
    reminders: Type.Object({ days30: Type.Boolean(), days7: Type.Boolean(), days1: Type.Boolean() }),
    createdAt: Moment("When it was made."),
    modifiedAt: Moment("When it was last edited."),
  }),
);
export type Plan = Static<typeof Plan>;
/** One plan, with what stands in no list. */
export const PlanDetails = named(
  "PlanDetails",
  Type.Object({ ...Plan.properties, orderCount: Type.Integer({ description: "How many orders it has had." }) }),
);
export type PlanDetails = Static<typeof PlanDetails>;
export const PlanPage = PageOf("PlanPage", Plan);
export const PlanQuery = Type.Object(PageQuery, strict);

/** How an order or a license names its plan. */
export const PlanOfOrder = named(
  "PlanOfOrder",
  Type.Object({
    id: Id("The plan."),
    identifier: Type.String({ description: "Its slug." }),
    name: Type.String({ description: "The name that customers know." }),
    product: ProductOfPlan,
  }),
);

export const PreviewPlan = named("PreviewPlan", Type.Object({ license: Type.Optional(LicenseTermsInput) }, strict));
export type PreviewPlan = Static<typeof PreviewPlan>;

/** What a purchase made now would give. */
export const PlanPreview = named(
  "PlanPreview",
  Type.Object({
    issuedOn: Nullable(Moment("When the license would be issued: now. Null when the terms issue none.")),
    expiresOn: Nullable(
      Moment(
        "When it would expire; null = never. Where the time starts with the first activation: as if that were now, too.",
      ),
    ),
    stopsWorkingOn: Nullable(Moment("When it would stop validating: its expiry, and its days of grace; null = never.")),
    activationLimit,
  }),
);
export type PlanPreview = Static<typeof PlanPreview>;
