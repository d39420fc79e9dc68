import { expect, test } from "vitest";
import { prose } from "#http/reference/page/prose.ts";

test("backticks mark code, and a code leads to its entry", () => {
  expect(prose("Send `<x>`.").markup).toBe("Send <code>&lt;x&gt;</code>.");
  expect(prose("`FORBIDDEN`").markup).toBe('<a href="#FORBIDDEN"><code>FORBIDDEN</code></a>');
  expect(prose("an odd ` stays").markup).toBe("an odd ` stays");
});
