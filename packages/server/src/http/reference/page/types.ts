import { type ApiDocument, requestTypes } from "#http/reference/document.ts";
import { anchorOfType, answerFields, requestFields } from "#http/reference/page/schema.ts";
import { type Html, html } from "#kit/html.ts";

/** The named types, each with its fields. */
export function typesSection(document: ApiDocument): Html {
  const requests = requestTypes(document);
  return html`<section id="types" aria-labelledby="types-title">
<h2 id="types-title">Types</h2>
<p>What requests and answers are made of, by the names that they have in the <a href="/api/openapi.json">OpenAPI document</a>.</p>
${Object.entries(document.components.schemas).map(
  ([name, schema]) => html`<section class="type" id="${anchorOfType(name)}">
<h3><a class="self" href="#${anchorOfType(name)}"><code>${name}</code></a></h3>
${requests.has(name) ? requestFields(name, schema) : answerFields(name, schema)}</section>
`,
)}</section>
`;
}
