import { type Static, type TObject, type TSchema, type TUnsafe, Type } from "typebox";

/** The bounds of what may be sent. What lies outside is refused, and nothing of it is stored. */
export const BOUNDS = {
  bodyBytes: 256 * 1024,
  /** Levels of arrays and objects in one another, the body itself being the first. */
  bodyDepth: 32,
  metadataBytes: 8 * 1024,
  metadataDepth: 5,
  pageSize: 100,
  /** The last second that a date may name: the end of the year 9999. */
  lastInstant: "9999-12-31T23:59:59Z",
} as const;

/**
 * The schema keyword under which a pattern is put into words. It is told to whoever breaks the pattern, and to a form that
 * checks it early, so that both say the same.
 */
export const RULE = "x-rule";

/** A short text for people: at most `maxLength` characters, without control characters or broken surrogates. */
export function Text(maxLength: number, description: string, minLength = 1) {
  return Type.String({
    minLength,
    maxLength,
    pattern: "^[^\\p{Cc}\\p{Cs}]*$",
    [RULE]: "Must not contain control characters.",
    description,
  });
}

/** A longer text for people, in which line breaks and tabs may stand. */
export function Prose(maxLength: number, description: string) {
  return Type.String({
    maxLength,
    pattern: "^[^\\p{Cs}\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$",
    [RULE]: "Must not contain control characters.",
    description,
  });
}

/** A slug: how other systems name a product or a plan. */
export function Identifier(description: string) {
  return Type.String({
    minLength: 1,
    maxLength: 64,
    pattern: "^[a-z0-9]+(?:[-_.][a-z0-9]+)*$",
    [RULE]: "Use small letters and digits, with single dashes, dots or underscores between them.",
    description,
  });
}

/** What we hand out as an id: a UUID. */
export function Id(description: string) {
  return Type.String({ format: "uuid", description });
}

/** A moment in answers: ISO 8601, UTC, whole seconds. */
export function Moment(description: string) {
  return Type.String({ format: "date-time", description, examples: ["2027-08-30T12:00:00Z"] });
}

/** A moment in requests: ISO 8601 with an offset. Fractions of a second are cut off. */
export function MomentInput(description: string) {
  return Type.String({ format: "date-time", maxLength: 40, description });
}

/**
 * Allows null beside the schema's own type. As a list of types rather than `anyOf`, since the compiled serialiser then
 * needs no validator to choose.
 */
export function Nullable<T extends TSchema & { type?: unknown }>(schema: T): TUnsafe<Static<T> | null> {
  const words = "enum" in schema && Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {};
  return Type.Unsafe<Static<T> | null>({ ...schema, ...words, type: [schema.type, "null"] });
}

/** One of a closed list of words. */
export function OneOf<const Words extends readonly string[]>(words: Words, description: string) {
  return Type.Unsafe<Words[number]>({ type: "string", enum: [...words], description });
}

/** A JSON object whose contents are the caller's own. */
export function FreeObject(description: string) {
  return Type.Unsafe<Record<string, unknown>>({ type: "object", additionalProperties: true, description });
}

/** An object schema that appears under this name in the OpenAPI document. */
export function named<T extends TObject>(title: string, schema: T): T {
  return { ...schema, title };
}

/** A request body that must not hold anything else: a misspelt field is told, not ignored. */
export const strict = { additionalProperties: false } as const;

/** One page of a list. */
export function PageOf<T extends TObject>(title: string, item: T) {
  return named(
    title,
    Type.Object({
      items: Type.Array(item),
      nextCursor: Nullable(Type.String({ description: "Send it as `cursor` for the next page; null at the end." })),
    }),
  );
}

/** What every list takes. */
export const PageQuery = {
  limit: Type.Integer({ minimum: 1, maximum: BOUNDS.pageSize, default: 20, description: "How many items at most." }),
  cursor: Type.Optional(Type.String({ maxLength: 200, description: "`nextCursor` of the page before." })),
};
