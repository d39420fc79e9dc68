import { type Static, Type } from "typebox";
import { REFUSAL_CODES } from "./codes.ts";
import { named, OneOf } from "./wire.ts";

/** How every refusal looks on the wire (RFC 9457, with fields that existing clients read). */
export const Problem = named(
  "Problem",
  Type.Object({
    type: Type.String({ description: "Where the reference explains the code." }),
    status: Type.Integer({ description: "The HTTP status again." }),
    title: Type.String({ description: "The code in words." }),
    detail: Type.String({ description: "What is the matter with this request." }),
    code: OneOf(REFUSAL_CODES, "What to branch on."),
    message: Type.String({ description: "The same text as `detail`, for clients that read this name." }),
    error: Type.String({ description: "The same text as `detail`, for clients that read this name." }),
    requestId: Type.String({ description: "Names this request in the server's log." }),
    errors: Type.Optional(
      Type.Unsafe<Record<string, string[]>>({
        type: "object",
        additionalProperties: { type: "array", items: { type: "string" } },
        description: "What is wrong with each field.",
      }),
    ),
    activationLimit: Type.Optional(
      Type.Integer({ description: "With `ACTIVATION_LIMIT_REACHED`: how many slots there are." }),
    ),
    activationUsage: Type.Optional(
      Type.Integer({ description: "With `ACTIVATION_LIMIT_REACHED`: how many are taken." }),
    ),
    manageUrl: Type.Optional(
      Type.String({
        description:
          "With `ACTIVATION_LIMIT_REACHED`, where the product's customers may end devices: show it to the customer, who ends one there. It works for 15 minutes and for this license alone.",
      }),
    ),
  }),
);

export type Problem = Static<typeof Problem>;
