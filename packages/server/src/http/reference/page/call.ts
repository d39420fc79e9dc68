import {
  type Answer,
  type ApiDocument,
  type Call,
  isRefusalAnswer,
  jsonOf,
  nameOfReference,
  resolved,
  type Schema,
} from "#http/reference/document.ts";
import { curlOf, needsCustomer, needsToken, needsUser } from "#http/reference/example/curl.ts";
import { exampleOf } from "#http/reference/example/example.ts";
import { codeBox, commandBox } from "#http/reference/page/code-box.ts";
import { prose } from "#http/reference/page/prose.ts";
import { answerFields, otherFields, parameterFields, requestFields } from "#http/reference/page/schema.ts";
import { type Html, html, type Part } from "#kit/html.ts";

/** Everything about one call. */
export function callSection(document: ApiDocument, call: Call): Html {
  const { operationId, summary = operationId, description, method, path } = call;
  return html`<article class="call" id="${operationId}" aria-labelledby="${operationId}-title">
<h3 id="${operationId}-title"><a class="self" href="#${operationId}">${summary}</a></h3>
<p class="address"><span class="method">${method}</span> <code>${path}</code></p>
${description === undefined ? null : html`<p>${prose(description)}</p>\n`}<p class="needs">${needs(document, call)}</p>
${commandBox("Try it", curlOf(document, call))}
${parameters(call)}${body(document, call)}<h4>Answers</h4>
${answers(document, call)}
</article>
`;
}

function needs(document: ApiDocument, call: Call): Part {
  const scope = call["x-scope"];
  if (needsToken(document, call))
    return html`Needs a <a href="#tokens">server token</a>${scope == null ? null : html` with the scope <code>${scope}</code>`}${call["x-one-product"] ? html`, which may be for one product` : null}${role(call)}.`;
  if (needsUser(call))
    return html`Needs a user who is signed in${role(call)}: the session's cookie, from one of the server's own pages.`;
  if (needsCustomer(call))
    return "Needs a customer who is signed in to the portal: the session's cookie, from one of the server's own pages.";
  const open = (call.security ?? []).length === 0;
  return open
    ? "Needs no credentials."
    : html`Needs no credentials. With a <a href="#tokens">server token</a> the answer tells more.`;
}

/** Which people may call it, too. */
function role(call: Call): Part {
  const least = call["x-role"];
  if (least === undefined || least === "read_only") return null;
  return html`; of people, the role <code>${least}</code>${least === "owner" ? null : html` or more`}`;
}

function parameters({ parameters: sent = [], summary = "" }: Call): Part {
  return sent.length === 0 ? null : html`<h4>Parameters</h4>\n${parameterFields(`Parameters: ${summary}`, sent)}`;
}

function body(document: ApiDocument, { requestBody, summary = "" }: Call): Part {
  const schema = requestBody && jsonOf(requestBody);
  if (schema === undefined) return null;
  const fields = resolved(document, schema);
  return html`<h4>Body</h4>
${requestFields(`Body: ${summary}`, fields)}<p class="note">${otherFields(fields)}</p>
`;
}

function answers(document: ApiDocument, { responses, summary = "" }: Call): Html {
  const all = Object.entries(responses);
  const successes = all.filter(([, answer]) => !isRefusalAnswer(answer));
  const refusals = all.filter(([, answer]) => isRefusalAnswer(answer)).map(([status]) => status);
  return html`<div class="answers">
${successes.map(([status, answer]) => success(document, status, answer, summary))}${
  refusals.length === 0
    ? null
    : html`<p class="answer"><b>${refusals.join(", ")}</b> A refusal, with one of the <a href="#refusals">codes</a>, as <a href="#type-Problem"><code>Problem</code></a>.</p>\n`
}</div>`;
}

function success(document: ApiDocument, status: string, answer: Answer, summary: string): Html {
  const schema = jsonOf(answer);
  const title = html`<b>${status}</b> ${prose(answer.description)}`;
  if (schema === undefined) return html`<p class="answer">${title}</p>\n`;
  return html`<details class="answer">
<summary>${title} ${nameOf(schema)}</summary>
${answerFields(`Answer ${status}: ${summary}`, resolved(document, schema))}${codeBox("Example", JSON.stringify(exampleOf(document, schema), null, 2))}
</details>
`;
}

/** A link in a summary would open and close it too, so the type's name stands there as plain code. */
function nameOf(schema: Schema): Part {
  return schema.$ref === undefined ? null : html`<code>${nameOfReference(schema.$ref)}</code>`;
}
