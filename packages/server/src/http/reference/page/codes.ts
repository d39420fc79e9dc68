import { type CodeEntry, isAlsoRefusal, REFUSAL_ENTRIES, VERDICT_ENTRIES } from "#http/reference/codes.ts";
import { prose } from "#http/reference/page/prose.ts";
import { type Html, html } from "#kit/html.ts";

/** Every verdict and every refusal. A problem document's `type` leads to the anchor of its code. */
export function codesSection(): Html {
  return html`<section id="codes" aria-labelledby="codes-title">
<h2 id="codes-title">Codes</h2>
<p>Two closed lists. Branch on the code; the sentences beside it are for people and may change.</p>
<section id="verdicts" aria-labelledby="verdicts-title">
<h3 id="verdicts-title">Verdicts</h3>
<p>What <a href="#validateLicense">a validation</a> says about a license. A verdict is an answer, not an error, also where its status is 404.</p>
${VERDICT_ENTRIES.map((verdict) =>
  // One anchor for each code: the refusal has it, since problem documents lead there.
  entry(verdict, isAlsoRefusal(verdict.code) ? null : verdict.code, "What to do"),
)}</section>
<section id="refusals" aria-labelledby="refusals-title">
<h3 id="refusals-title">Refusals</h3>
<p>Every “no” that a call can get, as a <a href="#type-Problem"><code>Problem</code></a>.</p>
${REFUSAL_ENTRIES.map((refusal) => entry(refusal, refusal.code, "What mends it"))}</section>
</section>
`;
}

function entry({ code, status, title, when, mend }: CodeEntry, id: string | null, way: string): Html {
  return html`<article class="entry"${id === null ? null : html` id="${id}"`}>
<div><h4><a class="self" href="#${code}"><code>${code}</code></a></h4>
<p class="status"><b>${status}</b> ${title}</p></div>
<div><p>${prose(when)}</p>
<p class="mend"><b>${way}</b> ${prose(mend)}</p></div>
</article>
`;
}
