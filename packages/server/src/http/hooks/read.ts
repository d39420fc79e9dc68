/* How foreign JSON is looked into: whatever is not what it should be counts as not told. */

/** A JSON object of which nothing is known. */
export type Foreign = Readonly<Record<string, unknown>>;

const EMPTY: Foreign = {};
const EMAIL_MAX = 254;
const NAME_MAX = 200;
const ID_MAX = 255;

/** The object at a path of names; an empty one where there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): Foreign {
  let found: unknown = value;
  for (const name of path) found = isObject(found) ? found[name] : undefined;
  return isObject(found) ? found : EMPTY;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly Foreign[] {
  const name = path.at(-1) ?? "";
  const found = objectAt(value, ...path.slice(0, -1))[name];
  return Array.isArray(found) ? found.filter(isObject) : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** The id of a thing that is given by its id or whole. */
export function idOf(value: unknown): string | null {
  const id = isObject(value) ? value.id : value;
  const text = typeof id === "number" ? String(id) : textOf(id);
  return text !== null && text.length <= ID_MAX ? text : null;
}

export function idsOf(...values: readonly unknown[]): string[] {
  return [...new Set(values.map(idOf).filter((id) => id !== null))];
}

/** An ISO 8601 moment as milliseconds since 1970. */
export function momentOf(value: unknown): number | null {
  const milliseconds = Date.parse(textOf(value) ?? "");
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** An e-mail that can be a customer's. */
export function emailOf(value: unknown): string | null {
  const email = textOf(value)?.trim() ?? "";
  return email.length <= EMAIL_MAX && /^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u.test(email) ? email : null;
}

/** A name as a customer may have it. */
export function nameOf(value: unknown): string | null {
  const name = (textOf(value) ?? "")
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim()
    .slice(0, NAME_MAX);
  return name === "" || /\p{Cs}/u.test(name) ? null : name;
}

function isObject(value: unknown): value is Foreign {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
