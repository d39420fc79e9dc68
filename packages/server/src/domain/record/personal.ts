import { commitTo } from "#domain/record/chain.ts";

/* What an event tells of persons. It stands beside the event's content, of which only its hashes are a part. */

/** What an event tells of persons by name: a thing, and the salt that its hash was made with. */
type Personal = Readonly<Record<string, readonly [salt: string, thing: unknown]>>;

/** Under this name stands what the actor was called. */
export const ACTOR_NAME = "actorName";

/** The two texts that are stored of it: the hashes, and what is behind them. Null when there is nothing. */
export interface StoredPersonal {
  readonly commitments: string | null;
  readonly personal: string | null;
}

const NOTHING: StoredPersonal = { commitments: null, personal: null };

/** @param newSalt answers another one each time, that nobody can guess */
export function hidePersonal(things: Readonly<Record<string, unknown>>, newSalt: () => string): StoredPersonal {
  const commitments: Record<string, string> = {};
  const personal: Record<string, readonly [string, unknown]> = {};
  let isEmpty = true;
  for (const name in things) {
    const salt = newSalt();
    commitments[name] = commitTo(name, salt, things[name]);
    personal[name] = [salt, things[name]];
    isEmpty = false;
  }
  return isEmpty ? NOTHING : { commitments: JSON.stringify(commitments), personal: JSON.stringify(personal) };
}

/** Everything that an event tells, as it was recorded, with null for what was erased since. */
export function readPersonal({ commitments, personal }: StoredPersonal): Record<string, unknown> {
  if (commitments === null) return {};
  const kept: Personal = personal === null ? {} : JSON.parse(personal);
  return Object.fromEntries(Object.keys(JSON.parse(commitments)).map((name) => [name, kept[name]?.[1] ?? null]));
}

/** What is left of it, as it is stored, when the things with these names are forgotten. */
export function withoutPersonal(personal: string, isForgotten: (name: string) => boolean): string | null {
  const left = Object.entries(JSON.parse(personal) as Personal).filter(([name]) => !isForgotten(name));
  return left.length === 0 ? null : JSON.stringify(Object.fromEntries(left));
}

/** The names of the things that are not what they were when they were recorded. */
export function changedPersonal({ commitments, personal }: StoredPersonal): string[] {
  const [hashes, kept] = [readJson(commitments), readJson(personal)];
  return Object.keys(kept).filter((name) => {
    const [salt, thing] = Array.isArray(kept[name]) ? kept[name] : [];
    return hashes[name] !== commitTo(name, salt, thing);
  });
}

/** The names of the things that were erased. */
export function erasedPersonal({ commitments, personal }: StoredPersonal): string[] {
  const kept = readJson(personal);
  return Object.keys(readJson(commitments)).filter((name) => !(name in kept));
}

/** Of a text that anybody may have changed. */
function readJson(text: string | null): Record<string, unknown> {
  try {
    return { ...(JSON.parse(text ?? "{}") as object) };
  } catch {
    return { "": null };
  }
}
