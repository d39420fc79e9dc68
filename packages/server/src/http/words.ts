import { RULE } from "@keywright/contract/wire";
import type { FastifySchemaValidationError as SchemaFault } from "fastify/types/schema.js";
import type { FieldErrors } from "#domain/refusal.ts";

export type { SchemaFault };

/* What a schema finds wrong, in words for whoever sent it. A form shows the same words beside the field. */

/** How many fields are told at most: a body full of unknown fields must not make the answer larger than itself. */
const TOLD_FIELDS = 50;

/** @param place what the fields are part of (`body`, `querystring`, …), named when the whole of it is wrong */
export function faultsOf(errors: readonly SchemaFault[], place: string): FieldErrors {
  // A map, since a caller may send a field named `constructor`.
  const faults = new Map<string, string[]>();
  for (const error of errors) {
    const field = fieldOf(error) || place;
    if (faults.size === TOLD_FIELDS && !faults.has(field)) break;
    faults.set(field, [...(faults.get(field) ?? []), inWords(error)]);
  }
  return Object.fromEntries(faults);
}

function fieldOf({ instancePath, params }: SchemaFault): string {
  const within = params.missingProperty ?? params.additionalProperty;
  const parts = instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return (typeof within === "string" ? [...parts, within] : parts).join(".").slice(0, 200);
}

function inWords(error: SchemaFault): string {
  const { keyword, params } = error;
  const limit = Number(params.limit);
  switch (keyword) {
    case "required":
      return "This field is required.";
    case "additionalProperties":
      return "No such field.";
    case "type":
      return `Must be ${[params.type]
        .flat()
        .map((type) => TYPES[String(type)] ?? type)
        .join(" or ")}.`;
    case "enum":
      return `Must be one of: ${[params.allowedValues]
        .flat()
        .filter((word) => word !== null)
        .join(", ")}.`;
    case "minLength":
      return limit === 1 ? "Must not be empty." : `Must be at least ${limit} characters long.`;
    case "maxLength":
      return `Must be at most ${limit} characters long.`;
    case "minimum":
      return `Must be at least ${limit}.`;
    case "maximum":
      return `Must be at most ${limit}.`;
    case "format":
      return FORMATS[String(params.format)] ?? "Has the wrong format.";
    case "pattern":
      return ruleOf(error) ?? "Has the wrong format.";
    default:
      return "Is not valid.";
  }
}

const TYPES: Record<string, string> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

const FORMATS: Record<string, string> = {
  "date-time": "Must be a date and time such as 2027-08-30T12:00:00Z.",
  uuid: "Must be a UUID.",
};

/** The pattern's own rule; the schema comes with the error because the validator is told to be verbose. */
function ruleOf(error: SchemaFault & { parentSchema?: Record<string, unknown> }): string | undefined {
  const rule = error.parentSchema?.[RULE];
  return typeof rule === "string" ? rule : undefined;
}
