import type { TObject } from "typebox";
import type { Refusal } from "#domain/refusal.ts";
import { refuseFields } from "#domain/refusal.ts";

/**
 * Brings a body into the one form that the schema describes: snake_case names (as some clients send) become camelCase,
 * and null counts as absent. Only the outermost names: what is inside `metadata` is the caller's own.
 */
export function readLenientBody(schema: TObject, body: unknown): unknown | Refusal {
  if (body === undefined) return {};
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  if (isThatForm(body)) return body;
  const read = new Map<string, unknown>();
  for (const [name, value] of Object.entries(body)) {
    const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const known = Object.hasOwn(schema.properties, camel) ? camel : name;
    if (read.has(known)) return refuseFields({ [known]: ["Is sent twice, in camelCase and in snake_case."] });
    if (value !== null) read.set(known, value);
  }
  return Object.fromEntries(read);
}

function isThatForm(body: object): boolean {
  for (const name in body) if (name.includes("_") || (body as Record<string, unknown>)[name] === null) return false;
  return true;
}
