import fc from "fast-check";
import { accepts, type Schema, typesOf } from "#test/hostile/schema.ts";

/* Made of a schema: values that fit it, and values that break it in one place. */

/** A value that breaks its schema, and the path of the field that the refusal must name; empty for the whole of it. */
export interface Broken {
  readonly value: unknown;
  readonly field: string;
}

/** What a field may hold besides what its schema says: something that exists, by the field's name. */
export type Known = Readonly<Record<string, unknown>>;

/** Values that fit the schema, its bounds among them. */
export function fitting(schema: Schema, known: Known = {}): fc.Arbitrary<unknown> {
  return fc.oneof(...typesOf(schema).map((type) => fittingType(schema, type, known)));
}

function fittingType(schema: Schema, type: string, known: Known): fc.Arbitrary<unknown> {
  if (type === "null") return fc.constant(null);
  if (type === "boolean") return fc.boolean();
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.filter((word) => word !== null));
  if (type === "string") return fittingText(schema);
  if (type === "integer") {
    const { minimum = -1000, maximum = 1000 } = schema;
    return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
  }
  if (type === "array" && schema.items !== undefined)
    return fc.array(fitting(schema.items, known), { maxLength: Math.min(schema.maxItems ?? 3, 3) });
  if (type !== "object") throw new Error(`no values are made of the type ${type} yet`);
  return schema.properties === undefined ? freeObject : fittingObject(schema, known);
}

function fittingObject(
  { properties = {}, required = [] }: Schema,
  known: Known,
): fc.Arbitrary<Record<string, unknown>> {
  return fittingFields(properties, known, required);
}

/** Values for fields by their names, each known one more often than another. One that is not required is undefined as often as not. */
export function fittingFields(
  fields: Readonly<Record<string, Schema>>,
  known: Known,
  required: readonly string[] = [],
): fc.Arbitrary<Record<string, unknown>> {
  const arbitraries = Object.entries(fields).map(([name, schema]) => {
    const any = fitting(schema, known);
    const value =
      name in known && accepts(schema, known[name])
        ? fc.oneof({ weight: 3, arbitrary: fc.constant(known[name]) }, any)
        : any;
    return [name, required.includes(name) ? value : fc.option(value, { freq: 2, nil: undefined })];
  });
  return fc.record(Object.fromEntries(arbitraries), { noNullPrototype: true });
}

function fittingText(schema: Schema): fc.Arbitrary<string> {
  const { pattern = "", format, minLength = 0, maxLength = 100 } = schema;
  if (format === "date-time")
    return fc
      .date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (format !== undefined) throw new Error(`no texts are made of the format ${format} yet`);
  // fast-check does not generate by `\p{…}`.
  const made =
    pattern === "" || pattern.includes("\\p")
      ? fc.string({ unit: "grapheme", minLength, maxLength: Math.min(maxLength, 30) })
      : fc.stringMatching(new RegExp(pattern, "u"));
  const text = pattern.includes("@") ? fc.tuple(made, made).map((parts) => parts.map(spaceless).join("@")) : made;
  // A character counts once, whether it is one or two units in memory.
  const longest = ["x", "0", "A", "é", "😀"].map((symbol) => symbol.repeat(maxLength));
  const fits = longest.filter((candidate) => accepts(schema, candidate));
  return fc.oneof(
    { weight: 5, arbitrary: text.filter((candidate) => accepts(schema, candidate)) },
    ...fits.map(fc.constant),
  );
}

function spaceless(text: string): string {
  return text.replace(/[\s@]/gu, "") || "x";
}

/** Any JSON, but for the one name that makes the whole body refused. */
const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('"__proto__"'));

/** Any JSON object that is small and flat enough to be stored as metadata, as it is after a way over the wire. */
export const freeObject = fc
  .dictionary(fc.string({ unit: "grapheme", maxLength: 12 }), json, { maxKeys: 5 })
  .filter((value) => !Object.hasOwn(value, "__proto__") && JSON.stringify(value).length < 4000)
  .map((value) => JSON.parse(JSON.stringify(value)));

/**
 * Values that break the schema in one place. A body that ignores unknown fields (the License API's) takes null for a field
 * that was left out, too.
 */
export function breaking(schema: Schema, field = ""): fc.Arbitrary<Broken> {
  const whole = junk(schema).map((value) => ({ value, field }));
  const { items } = schema;
  if (items !== undefined) {
    const spoiltFirst = breaking(items, `${field}.0`).map((broken) => ({ ...broken, value: [broken.value] }));
    return fc.oneof(whole, { weight: 3, arbitrary: spoiltFirst });
  }
  if (schema.properties === undefined) return whole;
  const { properties, required = [] } = schema;
  const strict = schema.additionalProperties === false;
  const path = (name: string) => (field === "" ? name : `${field}.${name}`);

  const without = required.map((name) =>
    fittingObject(schema, {}).map(({ [name]: _, ...value }) => ({ value, field: path(name) })),
  );
  const unknown = fc
    .tuple(fittingObject(schema, {}), unknownName, json)
    .filter(([, name]) => !Object.hasOwn(properties, name))
    .map(([value, name, more]) => ({ value: { ...value, [name]: more }, field: path(name).slice(0, 200) }));
  const spoilt = Object.entries(properties).map(([name, property]) =>
    fc
      .tuple(fittingObject(schema, {}), breaking(property, path(name)))
      .filter(([, broken]) => strict || required.includes(name) || !(broken.value === null && broken.field === name))
      .map(([value, broken]) => ({ value: { ...value, [name]: broken.value }, field: broken.field })),
  );
  return fc.oneof(whole, ...without, ...(strict ? [unknown] : []), { weight: 5, arbitrary: fc.oneof(...spoilt) });
}

/** Names that no schema has, those among them that every JavaScript object seems to have. */
const unknownName = fc.oneof(
  fc.constantFrom("constructor", "toString", "hasOwnProperty", "valueOf", "then", "toJSON", "length", "0", "-1"),
  fc.constantFrom("Name", "NAME", "name ", "license_key", "a.b", "a/b", "a~1b", "$ref", "💥", "x".repeat(300)),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((name) => name !== "__proto__"),
);

const HOSTILE_TEXTS = [
  ...["", " ", "null", "NaN", "-1", "1e9", "0x10", "1.5", "true", "[]", "{}", "' OR 1=1 --", "<script>", "%s%n", "٣"],
  ...["a\0b", "\u001b[2J", "a\u0085b", "a\r\nb", "\u007f", "\ud800", "a\udfffb", "😀\udc00", "x@y\u0000", "@", "a@@b"],
];
const NUMBERS = [0, -1, 1.5, 101, 1e9, 1e21, 1e300, -1e300, 5e-324, 2 ** 53, -(2 ** 53), 1_000_001, 100_001, 3651];

/** Anything at all that the schema does not take. */
function junk(schema: Schema): fc.Arbitrary<unknown> {
  return fc
    .oneof(
      fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[[]]], [{}], { a: { b: {} } }, ...NUMBERS),
      anyText(schema),
      fc.constantFrom<unknown>("x".repeat(5_000), "x".repeat(100_000)),
      fc.array(fitting(schema), { maxLength: 2 }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      json,
    )
    .filter((value) => !accepts(schema, value));
}

/** Texts that the schema does not take when each is read as `read` says. */
export function junkText(schema: Schema, read: (text: string) => unknown): fc.Arbitrary<string> {
  return anyText(schema).filter((text) => !accepts(schema, read(text)));
}

function anyText({ maxLength = 100 }: Schema): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.constantFrom("x".repeat(maxLength + 1), "😀".repeat(maxLength + 1)),
    fc.tuple(fc.string(), fc.constantFrom("\0", "\u001f", "\ud83d"), fc.string()).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 300 }),
  );
}
