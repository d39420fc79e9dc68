import { REFUSAL_CODES, REFUSALS, VERDICT_CODES, VERDICTS, type VerdictCode } from "@keywright/contract/codes";
import { statusOfCode } from "#http/problem.ts";

/** What the reference says about one code. */
export interface CodeEntry<Code extends string = string> {
  readonly code: Code;
  readonly status: number;
  readonly title: string;
  readonly when: string;
  readonly mend: string;
}

/** What a validation can say. */
export const VERDICT_ENTRIES = VERDICT_CODES.map((code) => {
  const { status, valid, when, mend } = VERDICTS[code];
  return { code, status, mend, when, title: valid ? "Valid: the application may run" : "Not valid" };
}) satisfies CodeEntry[];

/** Every refusal. */
export const REFUSAL_ENTRIES = REFUSAL_CODES.map((code) => ({
  code,
  status: statusOfCode(code),
  ...REFUSALS[code],
})) satisfies CodeEntry[];

/** Whether a text is a code, and not some other word in capitals. */
export function isCode(text: string): boolean {
  return text in VERDICTS || text in REFUSALS;
}

/** Whether a verdict shares its code with a refusal. The code then has one anchor and one page for both. */
export function isAlsoRefusal(code: VerdictCode): boolean {
  return code in REFUSALS;
}
