import { type Html, html } from "#kit/html.ts";

/** Something to read. */
export function codeBox(title: string, text: string): Html {
  return html`<figure class="code"><figcaption>${title}</figcaption><pre><code>${text}</code></pre></figure>`;
}

/** Something to copy: one click selects the whole of it. */
export function commandBox(title: string, text: string): Html {
  return html`<figure class="code command"><figcaption>${title}</figcaption><pre><code>${text}</code></pre></figure>`;
}
