import { type Static, type TSchema, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { RecordLine } from "#domain/record/check.ts";

/* The record as lines of JSON, so that it can be kept elsewhere, and checked without a database. */

/** The first line of an export. */
interface FirstLine {
  readonly kind: "record";
  readonly format: 1;
  /** The key that the newest checkpoint is signed with; null without any. */
  readonly publicKey: string | null;
  readonly unchainedUntil: string | null;
}
/** The last line of an export, without which it is cut off. */
interface LastLine {
  readonly kind: "end";
  /** How many lines stand between the first and this one. */
  readonly lines: number;
}
export type Line = FirstLine | RecordLine | LastLine;

const text = Type.String();
const textOrNull = Type.Union([text, Type.Null()]);
const whole = Type.Integer();
const subject = { productId: textOrNull, planId: textOrNull, customerId: textOrNull, orderId: textOrNull };
const LINE = Type.Union([
  Type.Object({
    kind: Type.Literal("event"),
    number: Type.Union([whole, Type.Null()]),
    id: text,
    at: whole,
    ...{ type: text, actorKind: text },
    actorId: textOrNull,
    about: Type.Object({
      ...subject,
      ...{ licenseId: textOrNull, activationId: textOrNull, tokenId: textOrNull, userId: textOrNull },
    }),
    data: text,
    commitments: textOrNull,
    hash: textOrNull,
    personal: textOrNull,
  }),
  Type.Object({
    kind: Type.Literal("checkpoint"),
    ...{ number: whole, at: whole, until: whole },
    ...{ previous: text, heads: text, publicKey: text, signature: text },
  }),
  Type.Object({
    kind: Type.Literal("record"),
    format: Type.Literal(1),
    publicKey: textOrNull,
    unchainedUntil: textOrNull,
  }),
  Type.Object({ kind: Type.Literal("end"), lines: whole }),
]);
const HEADS = Type.Array(Type.Tuple([text, whole, text]));

const isLine = checkOf(LINE);
const isHeads = checkOf(HEADS);

/** A line as it was exported; null when it is none. */
export function readLine(line: string): Line | null {
  const value = readJson(line);
  if (!isLine(value)) return null;
  const read = value as Line;
  return read.kind === "checkpoint" && !isHeads(readJson(read.heads)) ? null : read;
}

function checkOf<Schema extends TSchema>(schema: Schema): (value: unknown) => value is Static<Schema> {
  const compiled = Compile(schema);
  return (value): value is Static<Schema> => compiled.Check(value);
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
