import type { TObject } from "typebox";

/**
 * A query is nothing but texts. Reads those that the schema wants as whole numbers or as true or false; what can't be read
 * stays a text, which the schema then refuses.
 */
export function readQuery(schema: TObject, query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read = { ...query };
  for (const [name, { type }] of Object.entries<{ type?: unknown }>(schema.properties)) {
    const text = query[name];
    if (typeof text !== "string") continue;
    if (type === "integer" && /^-?\d{1,16}$/.test(text)) read[name] = Number(text);
    if (type === "boolean" && /^(true|false)$/.test(text)) read[name] = text === "true";
  }
  return read;
}
