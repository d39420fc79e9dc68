import { expect, test } from "vitest";
import { html, joined } from "#http/reference/page/html.ts";
import { prose } from "#http/reference/page/prose.ts";

test("what is filled in is escaped, in text and in attributes", () => {
  expect(html`<a title="${`"'<&>`}">${"<i>"}</a>`.markup).toBe('<a title="&quot;&#39;&lt;&amp;&gt;">&lt;i&gt;</a>');
});

test("markup of the template itself stands as it is, in lists too", () => {
  expect(html`<p>${[html`<b>1</b>`, "<", null, undefined, 2]}</p>`.markup).toBe("<p><b>1</b>&lt;2</p>");
  expect(joined([html`<b>1</b>`, "&"], ", ").markup).toBe("<b>1</b>, &amp;");
});

test("backticks mark code, and a code leads to its entry", () => {
  expect(prose("Send `<x>`.").markup).toBe("Send <code>&lt;x&gt;</code>.");
  expect(prose("`FORBIDDEN`").markup).toBe('<a href="#FORBIDDEN"><code>FORBIDDEN</code></a>');
  expect(prose("an odd ` stays").markup).toBe("an odd ` stays");
});
