import { type RefusalCode, VERDICTS, type VerdictCode } from "@keywright/contract/codes";
import { type CodeEntry, isAlsoRefusal, REFUSAL_ENTRIES, VERDICT_ENTRIES } from "#http/reference/codes.ts";
import type { ApiDocument } from "#http/reference/document.ts";
import { exampleProblem } from "#http/reference/example/problems.ts";
import { exampleVerdict } from "#http/reference/example/verdicts.ts";

/** Where the page of a code lies, from the folder of the reference. */
export function pathOfCode(code: string): string {
  return `codes/${code}.md`;
}

/** A page for each code: file name → content. A code that is a verdict and a refusal has one page for both. */
export function codePages(document: ApiDocument): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const entry of REFUSAL_ENTRIES) pages.set(pathOfCode(entry.code), `# ${entry.code}\n\n${refusal(entry)}`);
  for (const entry of VERDICT_ENTRIES) {
    const before = isAlsoRefusal(entry.code) ? pages.get(pathOfCode(entry.code)) : `# ${entry.code}\n`;
    pages.set(pathOfCode(entry.code), `${before}\n${verdict(document, entry)}`);
  }
  return pages;
}

function refusal(entry: CodeEntry<RefusalCode>): string {
  return `## Refusal: ${lowerFirst(entry.title)}

- **Status** ${entry.status}
- **When** ${entry.when}
- **What mends it** ${entry.mend}

\`\`\`json
${JSON.stringify(exampleProblem(entry.code), null, 2)}
\`\`\`
`;
}

function verdict(document: ApiDocument, { code, status, when, mend }: CodeEntry<VerdictCode>): string {
  return `## Verdict: ${VERDICTS[code].valid ? "valid" : "not valid"}

- **Status** ${status}
- **When** ${when}
- **What to do** ${mend}

\`\`\`json
${JSON.stringify(exampleVerdict(document, code), null, 2)}
\`\`\`
`;
}

function lowerFirst(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
