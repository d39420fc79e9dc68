import { type CodeEntry, REFUSAL_ENTRIES, VERDICT_ENTRIES } from "#http/reference/codes.ts";
import { type ApiDocument, type Group, groupsOf } from "#http/reference/document.ts";
import { pathOfCode } from "#http/reference/files/codes.ts";

/** The page that the others are reached from. */
export function indexPage(document: ApiDocument): string {
  return `# Reference

\`npm run generate\` writes this folder from the code; \`npm run check\` tells when it is stale. Edit the code instead.

A running server explains its API in more detail at \`/api/docs\`: every field, with examples to copy.

- [openapi.json](openapi.json): the API for programs, as OpenAPI 3.1. A server answers the same at \`/api/openapi.json\`.
- [Events](events.md): what the record of changes can tell.

## Calls

${groupsOf(document).map(callsOf).join("\n")}
## Verdicts

What a validation says about a license.

${codesTable(VERDICT_ENTRIES)}
## Refusals

Every “no” that a call can get, as a problem document (RFC 9457).

${codesTable(REFUSAL_ENTRIES)}`;
}

function callsOf({ name, calls }: Group): string {
  const rows = calls.map(({ method, path, summary }) => `| \`${method} ${path}\` | ${summary ?? ""} |`);
  return `### ${name}

| Call | What it does |
| --- | --- |
${rows.join("\n")}
`;
}

function codesTable(entries: readonly CodeEntry[]): string {
  const rows = entries.map(({ code, status, when }) => `| [${code}](${pathOfCode(code)}) | ${status} | ${when} |`);
  return `| Code | Status | When |
| --- | --- | --- |
${rows.join("\n")}
`;
}
