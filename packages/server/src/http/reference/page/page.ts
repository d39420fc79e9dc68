import { type ApiDocument, type Group, groupsOf } from "#http/reference/document.ts";
import { callSection } from "#http/reference/page/call.ts";
import { codesSection } from "#http/reference/page/codes.ts";
import { introduction } from "#http/reference/page/introduction.ts";
import { anchorOfGroup, callLinks, navigation } from "#http/reference/page/navigation.ts";
import { prose } from "#http/reference/page/prose.ts";
import { typesSection } from "#http/reference/page/types.ts";
import { type Html, html } from "#kit/html.ts";

/** The mark of the web app. */
const MARK = html`<svg class="mark" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="8.5" r="3.25"/><path d="M12 11.75V19M12 15.25h3.25M12 18.5h2.25"/></svg>`;

/** The readable reference: one page without scripts that asks nobody for anything but its stylesheet. */
export function renderReference(document: ApiDocument): string {
  const groups = groupsOf(document);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${document.info.title} API reference</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<a class="skip" href="#introduction">Skip to the reference</a>
<header class="side">
<a class="brand" href="#introduction">${MARK}<span><b>${document.info.title}</b><small>API reference</small></span></a>
${navigation(groups)}</header>
<main>
${introduction(document)}${groups.map((group) => groupSection(document, group))}${typesSection(document)}${codesSection()}</main>
</body>
</html>
`.markup;
}

function groupSection(document: ApiDocument, { name, description, calls }: Group): Html {
  const anchor = anchorOfGroup(name);
  return html`<section class="group" id="${anchor}" aria-labelledby="${anchor}-title">
<h2 id="${anchor}-title">${name}</h2>
${description === undefined ? null : html`<p>${prose(description)}</p>\n`}<div class="calls">${callLinks(calls)}</div>
${calls.map((call) => callSection(document, call))}</section>
`;
}
