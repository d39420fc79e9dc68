import { type ApiDocument, nameOfReference, resolved, type Schema } from "#http/reference/document.ts";
import { SAMPLE_ID, sampleOf } from "#http/reference/example/samples.ts";

/** Where a value stands: the type or the field that it belongs to, and its own name. */
interface Place {
  readonly owner: string;
  readonly field: string;
}

/** A plausible value of a schema. An optional field is there when there is something plausible to say in it. */
export function exampleOf(document: ApiDocument, schema: Schema, place: Place = { owner: "", field: "" }): unknown {
  const sample = sampleOf(place.owner, place.field);
  if (sample !== undefined) return sample;
  if (schema.$ref !== undefined)
    return exampleOf(document, resolved(document, schema), { owner: place.owner, field: nameOfReference(schema.$ref) });
  if (schema.anyOf?.[0] !== undefined) return exampleOf(document, schema.anyOf[0], place);
  const told = schema.examples?.[0] ?? schema.default ?? schema.enum?.[0];
  if (told !== undefined) return told;
  switch ([schema.type].flat()[0]) {
    case "object":
      return exampleObject(document, schema, place.field);
    case "array":
      return schema.items === undefined ? [] : [exampleOf(document, schema.items, place)];
    case "integer":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return schema.format === "uuid" ? SAMPLE_ID : "text";
  }
}

function exampleObject(document: ApiDocument, schema: Schema, owner: string): Record<string, unknown> {
  const fields = Object.entries(schema.properties ?? {}).filter(
    ([field, value]) => schema.required?.includes(field) || isPlausible(value, { owner, field }),
  );
  return Object.fromEntries(fields.map(([field, value]) => [field, exampleOf(document, value, { owner, field })]));
}

function isPlausible(schema: Schema, { owner, field }: Place): boolean {
  if (sampleOf(owner, field) !== undefined || schema.examples !== undefined) return true;
  return Object.entries(schema.properties ?? {}).some(([inner, value]) =>
    isPlausible(value, { owner: field, field: inner }),
  );
}
