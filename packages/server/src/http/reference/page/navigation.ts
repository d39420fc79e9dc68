import type { Group } from "#http/reference/document.ts";
import { type Html, html } from "#kit/html.ts";

/** The anchor of a group of calls. */
export function anchorOfGroup(name: string): string {
  return `group-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
}

/** The way to every part of the page. */
export function navigation(groups: readonly Group[]): Html {
  return html`<nav aria-label="Contents">
<ul>
<li><a href="#introduction">In two minutes</a></li>
${groups.map(
  ({ name, calls }) => html`<li><a href="#${anchorOfGroup(name)}">${name}</a>
${callLinks(calls)}</li>
`,
)}<li><a href="#types">Types</a></li>
<li><a href="#codes">Codes</a>
<ul>
<li><a href="#verdicts">Verdicts</a></li>
<li><a href="#refusals">Refusals</a></li>
</ul></li>
</ul>
</nav>
`;
}

/** Links to calls, by what they do. */
export function callLinks(calls: Group["calls"]): Html {
  return html`<ul>
${calls.map(
  ({ operationId, summary = operationId, method }) =>
    html`<li><a href="#${operationId}"><span class="verb">${method}</span> <span>${summary}</span></a></li>\n`,
)}</ul>`;
}
