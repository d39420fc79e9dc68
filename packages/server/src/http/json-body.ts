import { isAscii } from "node:buffer";
import { BOUNDS } from "@keywright/contract/wire";

/** Why a body is not the JSON that we take. The message is for whoever sent it. */
export class BodyFault extends Error {
  override readonly name = "BodyFault";
}

/** The media type of a body, as Fastify spells it. Another charset would change what the bytes mean. */
export const JSON_TYPE = /^application\/json(?!.*; charset="(?!utf-?8"))(?:;|$)/i;

const NUMBER = /[\d.eE+-]+/y;
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a request body: UTF-8, valid JSON (RFC 8259), not nested beyond bounds, no name twice in one object (which parsers
 * read differently, so that what one part checked is not what another uses), no `__proto__`, no number that only
 * infinity could stand for. Undefined for an empty body.
 * @throws BodyFault
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = isAscii(bytes) ? bytes.toString("latin1") : decoder.decode(bytes);
  } catch {
    throw new BodyFault("The body is not valid UTF-8.");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BodyFault("The body is not valid JSON.");
  }
  if (!isFlat(value, text)) inspect(text);
  return value;
}

/**
 * Whether a body is an object of texts and nothing else, none of them with a backslash, and no name twice: what nearly
 * everybody sends. Each name and each text has two quotation marks then, so their number tells whether one got lost.
 */
function isFlat(value: unknown, text: string): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value) || text.includes("\\")) return false;
  let marks = 0;
  for (const name in value) {
    if (name === "__proto__" || typeof (value as Record<string, unknown>)[name] !== "string") return false;
    marks += 4;
  }
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) marks--;
  return marks === 0;
}

/** Walks over a text that is known to be valid JSON, looking at what the parser does not tell: depth, names and lost numbers. */
function inspect(text: string): void {
  /** The names seen so far in each open object, innermost last; null for an open list. */
  const open: (Set<string> | null)[] = [];
  let nameMayFollow = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) at = takeNumber(text, at) - 1;
    switch (code) {
      case 0x7b: // {
      case 0x5b: // [
        if (open.length === BOUNDS.bodyDepth)
          throw new BodyFault(`The body is nested deeper than ${BOUNDS.bodyDepth} levels.`);
        nameMayFollow = text[at] === "{";
        open.push(nameMayFollow ? new Set() : null);
        break;
      case 0x7d: // }
      case 0x5d: // ]
        open.pop();
        nameMayFollow = false;
        break;
      case 0x2c: // ,
        nameMayFollow = open.at(-1) != null;
        break;
      case 0x22: {
        const end = endOfString(text, at);
        if (nameMayFollow) takeName(open.at(-1), JSON.parse(text.slice(at, end + 1)));
        nameMayFollow = false;
        at = end;
        break;
      }
    }
  }
}

function takeName(names: Set<string> | null | undefined, name: string): void {
  if (name === "__proto__") throw new BodyFault('The body has a field named "__proto__", which is not taken.');
  if (names?.has(name)) throw new BodyFault(`The body has the field ${JSON.stringify(name.slice(0, 100))} twice.`);
  names?.add(name);
}

/** Answers where the number that begins at `start` has ended. */
function takeNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
  const number = NUMBER.exec(text)?.[0] ?? "";
  if (!Number.isFinite(Number(number))) throw new BodyFault("The body has a number that is too large to be kept.");
  return start + number.length;
}

/** Where the string that begins at `start` has its closing quotation mark. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}
