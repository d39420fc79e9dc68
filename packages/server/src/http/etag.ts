import type { ExpectedRevision } from "#domain/revision.ts";

/** The entity tag (RFC 9110, 8.8.3) of a state that somebody may edit. */
export function etagOf(revision: number): string {
  return `"${revision}"`;
}

/** The states that `If-Match` names; null when it was not sent or says `*`. A tag that we never gave out matches none. */
export function expectedRevision(ifMatch: string | undefined): ExpectedRevision {
  if (ifMatch === undefined || ifMatch.trim() === "*") return null;
  return ifMatch.split(",").map((tag) => Number(/^"(\d{1,15})"$/.exec(tag.trim())?.[1] ?? -1));
}
