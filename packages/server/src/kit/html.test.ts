import { expect, test } from "vitest";
import { html, joined } from "#kit/html.ts";

test("what is filled in is escaped, in text and in attributes", () => {
  expect(html`<a title="${`"'<&>`}">${"<i>"}</a>`.markup).toBe('<a title="&quot;&#39;&lt;&amp;&gt;">&lt;i&gt;</a>');
});

test("markup of the template itself stands as it is, in lists too", () => {
  expect(html`<p>${[html`<b>1</b>`, "<", null, undefined, 2]}</p>`.markup).toBe("<p><b>1</b>&lt;2</p>");
  expect(joined([html`<b>1</b>`, "&"], ", ").markup).toBe("<b>1</b>, &amp;");
});
