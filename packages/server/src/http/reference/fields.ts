import type { Schema } from "#http/reference/document.ts";

/** One field of an object, under the path by which a refusal names it too: `license.expiry.value`. */
export interface Field {
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** The fields of an object, and those of the unnamed objects inside it. A named type is left to its own place. */
export function fieldsOf(schema: Schema, prefix = ""): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const path = prefix + name;
    const field = { path, schema: value, required: schema.required?.includes(name) ?? false };
    return [field, ...fieldsOf(value, `${path}.`), ...fieldsOf(value.items ?? {}, `${path}[].`)];
  });
}

/** What a value must keep to, in words; backticks mark code. The closed lists of words are told apart: `choicesOf`. */
export function boundsOf(schema: Schema): readonly string[] {
  return [
    between(schema.minLength || undefined, schema.maxLength, "characters"),
    between(schema.minimum, schema.maximum, ""),
    schema["x-rule"] ?? (schema.pattern === undefined ? null : `Must match \`${schema.pattern}\`.`),
    schema.default === undefined ? null : `\`${JSON.stringify(schema.default)}\` when not sent.`,
  ].filter((bound) => bound !== null);
}

/** The closed list of words that a value is taken from; empty when there is none. */
export function choicesOf({ enum: words = [] }: Schema): readonly string[] {
  return words.filter((word) => word !== null).map(String);
}

function between(least: number | undefined, most: number | undefined, unit: string): string | null {
  if (least === undefined && most === undefined) return null;
  const range = [...(least === undefined ? [] : [grouped(least)]), ...(most === undefined ? [] : [grouped(most)])].join(
    " to ",
  );
  const words = least === undefined ? `At most ${range}` : most === undefined ? `At least ${range}` : range;
  return `${words} ${unit}`.trim().concat(".");
}

function grouped(number: number): string {
  return number > Number.MAX_SAFE_INTEGER - 1 ? "2⁵³ − 1" : number.toLocaleString("en-GB");
}
