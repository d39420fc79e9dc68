/** The part of JSON Schema that requests are described in. */
export interface Schema {
  readonly type: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const KNOWN = new Set([
  ...["type", "enum", "properties", "required", "additionalProperties", "minLength", "maxLength", "pattern", "format"],
  ...["minimum", "maximum", "items", "maxItems", "description", "title", "default", "examples", "x-rule"],
]);

/** Names what this file, and the arbitraries made of schemas, would overlook; empty when all is understood. */
export function unknownKeywords(schema: Schema): string[] {
  const inner = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])];
  const within = inner.flatMap(unknownKeywords);
  return [...Object.keys(schema).filter((keyword) => !KNOWN.has(keyword)), ...within];
}

/** The types that a schema takes, as JSON Schema names them. */
export function typesOf({ type }: Schema): readonly string[] {
  return [type].flat();
}

/**
 * Whether a schema takes a value, by a reading of our own that looks into no object and no list. A text that may or may not be a
 * date counts as taken.
 */
export function accepts(schema: Schema, value: unknown): boolean {
  if (!typesOf(schema).includes(typeOf(value))) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (typeof value === "number") return value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value);
  return typeof value !== "string" || acceptsText(schema, value);
}

function acceptsText({ minLength = 0, maxLength = Infinity, pattern = "", format }: Schema, text: string): boolean {
  const { length } = [...text];
  if (length < minLength || length > maxLength) return false;
  if (format === "date-time" && !/^\d{4}-\d\d-\d\d./.test(text)) return false;
  return new RegExp(pattern, "u").test(text);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
