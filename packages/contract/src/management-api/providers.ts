import { type Static, Type } from "typebox";
import { named, OneOf, strict } from "../wire.ts";

/** Who takes payments and tells us of them. */
export const PROVIDERS = ["stripe", "paddle", "lemon_squeezy"] as const;

export const provider = OneOf(PROVIDERS, "Which payment provider.");

/** What a refund or a lost dispute can do to the license. */
export const REFUND_EFFECTS = ["deactivate", "suspend"] as const;

export const onRefund = OneOf(
  REFUND_EFFECTS,
  "What a whole refund or a lost dispute does to the license that was paid: it ends for ever, or until it is restored by hand.",
);

/** How a payment provider names what it sells. */
export const PlanPrice = named(
  "PlanPrice",
  Type.Object(
    {
      provider,
      id: Type.String({
        minLength: 1,
        maxLength: 255,
        pattern: "^[!-~]+$",
        "x-rule": "Must be an id as the provider shows it, without spaces.",
        description: "Its id of a price, a payment link or a variant.",
        examples: ["price_1QeTb2Lk9"],
      }),
    },
    strict,
  ),
);
export type PlanPrice = Static<typeof PlanPrice>;
