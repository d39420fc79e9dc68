import { REFUSAL_CODES, VERDICT_CODES } from "@keywright/contract/codes";
import { describe, expect, test } from "vitest";
import { describeApi } from "#http/reference/describe.ts";
import { type ApiDocument, groupsOf } from "#http/reference/document.ts";
import { renderReference } from "#http/reference/page/page.ts";

const document = await describeApi();
const page = renderReference(document);
const ids = all(/ id="([^"]*)"/g);

function all(pattern: RegExp, text = page): string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found ?? "");
}

describe("the page", () => {
  test.each([...REFUSAL_CODES, ...VERDICT_CODES])("has an entry for %s under its anchor", (code) => {
    const entry = page.slice(page.indexOf(`<article class="entry" id="${code}">`)).split("</article>")[0];
    expect(entry).toContain(`<code>${code}</code>`);
    expect(entry).toMatch(/class="status"><b>\d{3}<\/b> \S+/);
    expect(entry).toMatch(/class="mend"><b>[^<]+<\/b> \S+/);
  });

  test.each(groupsOf(document).flatMap(({ calls }) => calls))("has $method $path", ({ operationId, method, path }) => {
    const call = page.slice(page.indexOf(`<article class="call" id="${operationId}"`)).split("</article>")[0];
    expect(call).toContain(`<span class="method">${method}</span> <code>${path}</code>`);
    expect(call).toContain("curl ");
  });

  test("has every named type", () => {
    for (const name of Object.keys(document.components.schemas)) expect(ids).toContain(`type-${name}`);
  });

  test("uses each anchor once, and every link within it leads to one", () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(all(/href="#([^"]*)"/g).filter((anchor) => !ids.includes(anchor))).toEqual([]);
    expect(all(/aria-labelledby="([^"]*)"/g).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test("refers to no other host and holds no script and no style", () => {
    const addresses = all(/(?:href|src|action|srcset|data|content)="([^"]*)"/g);
    expect(addresses.filter((address) => /^[a-z]+:\/\/|^\/\//i.test(address))).toEqual([]);
    expect(page).not.toMatch(/<script|<style|<iframe|<form| style=| on\w+=|url\(/i);
  });

  test("has headings that skip no level", () => {
    const levels = all(/<h([1-6])\b/g).map(Number);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => level - (levels[index - 1] ?? 0) > 1)).toEqual([]);
  });

  test("opens and closes its elements in order", () => {
    const open: string[] = [];
    for (const [, close, name = "", self] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
      if (self === "/" || ["meta", "link", "wbr"].includes(name)) continue;
      if (close === "") open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });
});

describe("a document of any content", () => {
  const hostile = '<script>alert("x")</script>&\'`<b>`';
  const strange: ApiDocument = {
    info: { title: hostile, description: hostile },
    paths: {
      [`/${hostile}`]: {
        get: {
          operationId: "strange",
          "x-scope": "read",
          summary: hostile,
          description: hostile,
          tags: [hostile],
          parameters: [{ in: "query", name: hostile, description: hostile, schema: { enum: [hostile] } }],
          responses: {
            200: {
              description: hostile,
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: { [hostile]: { type: "string", description: hostile, examples: [hostile] } },
                  },
                },
              },
            },
          },
        },
      },
    },
    components: { schemas: { Strange: { type: "object", description: hostile, properties: {} } } },
    security: [{ token: [] }],
  };
  const rendered = renderReference(strange);

  test("is escaped wherever it stands", () => {
    expect(rendered).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    expect(rendered).not.toContain("<script");
    expect(rendered).not.toContain("<code><b>");
  });

  test("tells the scope that a call needs", () => {
    expect(rendered).toContain('<a href="#tokens">server token</a> with the scope <code>read</code>.');
  });
});
