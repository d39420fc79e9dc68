import { type Refusal, refuse } from "#domain/refusal.ts";

/** The states that an editor is ready to change, as the caller named them; null = whatever it is by now. */
export type ExpectedRevision = readonly number[] | null;

/** Refuses an edit that was made from another state than today's. */
export function changedElsewhere(revision: number, expected: ExpectedRevision): Refusal | null {
  if (expected === null || expected.includes(revision)) return null;
  return refuse("CHANGED_ELSEWHERE", "Somebody has changed this since you read it. Read it again before you edit it.");
}
