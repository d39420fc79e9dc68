import { TOKEN_SCOPES } from "@keywright/contract/scopes";
import { BOUNDS } from "@keywright/contract/wire";
import type { TokenScope } from "#domain/actor.ts";
import type { ApiDocument } from "#http/reference/document.ts";
import { exampleProblem } from "#http/reference/example/problems.ts";
import { codeBox, commandBox } from "#http/reference/page/code-box.ts";
import { prose } from "#http/reference/page/prose.ts";
import { table } from "#http/reference/page/table.ts";
import { type Html, html } from "#kit/html.ts";

const ALLOWED: Readonly<Record<TokenScope, string>> = {
  license:
    "Call the License API, and be told the whole customer. The one scope for a token that is shipped with an application.",
  read: "Also read everything, keys but for their endings masked.",
  write: "Also see whole keys, place orders, and change products, plans and licenses.",
  admin: "Also make and revoke tokens. No token looks after people.",
};

const SHELL = `export KEYWRIGHT_URL="http://127.0.0.1:4000"
export KEYWRIGHT_TOKEN="$(npm run --silent keywright -- token create --name "My shop")"`;

/** What holds for every call, to be read in two minutes. */
export function introduction({ info }: ApiDocument): Html {
  return html`<section id="introduction" aria-labelledby="title">
<h1 id="title">${info.title} API</h1>
<p class="lead">${prose(info.description ?? "")}</p>

<h2 id="start">In two minutes</h2>
<h3 id="address">The address</h3>
<p>Every path on this page begins at the address that this page came from. The examples take it, and a token, from the shell. Set both once, in the folder of the server:</p>
${commandBox("In the shell", SHELL)}
<p>Requests and answers are JSON in UTF-8, and a body is at most ${BOUNDS.bodyBytes / 1024} kB. For programs, the same description stands in the <a href="/api/openapi.json">OpenAPI document</a>.</p>

<h3 id="tokens">Who calls</h3>
<p>${prose("Your own systems send a server token: `Authorization: Bearer kwt_…`. `keywright token create --name NAME` prints one, this once. A token has a scope; each includes those above it. `--product` binds it to one product: all else is not there for it, and what belongs to no product, such as customers and settings, is refused. `--days` ends it by itself.")}</p>
${table(
  "Scopes of a server token",
  ["Scope", "Its holder may"],
  TOKEN_SCOPES.map((scope) => [html`<code>${scope}</code>`, ALLOWED[scope]]),
)}<p>${prose("People sign in to the web app, and its pages call with the session's cookie; with what their role covers: an owner everything, an admin everything but people, support what is there of orders, licenses, devices and customers, and who is read-only no change and no whole key. A page shows a whole key to whoever asks for it, which goes on the license's record. A forgotten password is mended by `keywright user reset-password EMAIL`.")}</p>
<p>${prose("The licensed application in your customers' hands needs none, and calls the License API alone. It is told of the customer only the `customerId`. Never ship a token with it that has another scope than `license`.")}</p>

<h3 id="errors">When the answer is no</h3>
<p>${prose("A refusal is a problem document (RFC 9457), `application/problem+json`. Branch on its `code`; `detail` is a sentence for people. `requestId`, which the header `X-Request-Id` repeats, names the request in the server's log. `INVALID_REQUEST` tells in `errors` what is wrong with each field.")} <a href="#codes">All codes</a></p>
${codeBox("A refusal", JSON.stringify(exampleProblem("ACTIVATION_LIMIT_REACHED"), null, 2))}

<h3 id="lists">Lists</h3>
<p>${prose(`A list answers \`{ "items": […], "nextCursor": … }\`, newest first. \`?limit=\` takes 1 to ${BOUNDS.pageSize}. For the next page send \`nextCursor\` as \`?cursor=\`; it is null at the end.`)}</p>

<h3 id="edits">Edits that overwrite nobody</h3>
<p>${prose('A product, a plan or a license is answered with an `ETag`. Send it back as `If-Match: "3"` with a change: when somebody else was faster, nothing is done and the answer is `CHANGED_ELSEWHERE`. Without `If-Match` the change is made as it comes. A `PATCH` touches the fields that it holds.')}</p>

<h3 id="times">Times</h3>
<p>${prose(`Moments are ISO 8601 in UTC and whole seconds: \`2027-08-30T12:00:00Z\`. A request may use another offset, up to \`${BOUNDS.lastInstant}\`. Where a moment is null, it never comes or has not come yet; the field says which.`)}</p>

<h3 id="leniency">What the License API forgives</h3>
<p>${prose("It also answers below `/license`, with and without a trailing slash. In requests it reads `license_key` as `licenseKey`, takes null as not sent, and ignores fields that it does not know. Answers are always camelCase, and what is inside `metadata` comes back as it was sent. The other calls refuse a field that they do not know, so that a misspelt one is told.")}</p>
</section>
`;
}
