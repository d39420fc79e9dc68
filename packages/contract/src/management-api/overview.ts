import { type Static, Type } from "typebox";
import { Moment, named, strict } from "../wire.ts";
import { License } from "./licenses.ts";

/** How many days an overview looks back at most. */
export const OVERVIEW_MAX_DAYS = 90;

const day = Type.String({
  pattern: "^\\d{4}-\\d\\d-\\d\\d$",
  description: "The day, in UTC.",
  examples: ["2026-11-24"],
});

function count(description: string) {
  return Type.Integer({ minimum: 0, description });
}

export const OverviewQuery = Type.Object(
  {
    days: Type.Integer({
      minimum: 1,
      maximum: OVERVIEW_MAX_DAYS,
      default: 30,
      description: "How many days to look back, today included.",
    }),
  },
  strict,
);

export const Overview = named(
  "Overview",
  Type.Object({
    days: Type.Integer({ description: "How many days it looks back, today included." }),
    activeLicenses: count("Licenses that are neither expired, suspended nor deactivated."),
    activeLicensesBefore: count(
      "How many were active that many days ago, by the expiry that they have now. What was extended since counts then, too.",
    ),
    inGrace: count("Licenses that have expired and still validate."),
    validations: count("Validations of keys that exist, in these days."),
    validationsBefore: count("The same in as many days before."),
    activations: count("New activations in these days."),
    denied: count("Denied activations in these days."),
    validationsByDay: Type.Array(Type.Object({ day, validations: count("Validations on that day.") }), {
      description: "Every day, the oldest first.",
    }),
    activationsByDay: Type.Array(
      Type.Object({ day, activated: count("New activations."), denied: count("Denied activations.") }),
      { description: "Every day, the oldest first." },
    ),
    expiringSoonCount: count("How many licenses expire within the next 30 days."),
    expiringSoon: Type.Array(License, { description: "Those that expire first, at most 10." }),
    suspicious: Type.Array(
      Type.Object({
        license: License,
        denied: count("Denied activations in the last 7 days."),
        devices: count("Different devices that were activated in the last 7 days."),
        since: Moment("The first of these."),
      }),
      {
        description:
          "Keys that deserve a look: many denied activations, or many different devices for their limit, in the last 7 days. The worst first, at most 10.",
      },
    ),
    checklist: Type.Object(
      {
        product: Type.Boolean({ description: "There is a product." }),
        plan: Type.Boolean({ description: "There is a plan with license keys." }),
        order: Type.Boolean({ description: "There is an order." }),
        activation: Type.Boolean({ description: "A device was activated." }),
      },
      { description: "The steps to a working key." },
    ),
  }),
);
export type Overview = Static<typeof Overview>;
