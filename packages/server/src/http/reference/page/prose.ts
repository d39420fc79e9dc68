import { isCode } from "#http/reference/codes.ts";
import { type Html, html } from "#kit/html.ts";

/** A sentence in which backticks mark code. */
export function prose(text: string): Html {
  return html`${text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? code(part) : part))}`;
}

/** A piece of code. A verdict or refusal links to what is said about it. */
export function code(text: string): Html {
  return isCode(text) ? html`<a href="#${text}"><code>${text}</code></a>` : html`<code>${text}</code>`;
}
