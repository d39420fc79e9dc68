import { describeApi } from "#http/reference/describe.ts";
import { codePages } from "#http/reference/files/codes.ts";
import { eventsPage } from "#http/reference/files/events.ts";
import { indexPage } from "#http/reference/files/index.ts";

/** The reference as files: the path below its folder → the content. The same code always gives the same files. */
export async function generateReference(): Promise<ReadonlyMap<string, string>> {
  const document = await describeApi();
  return new Map([
    ["README.md", indexPage(document)],
    ["openapi.json", `${JSON.stringify(document, null, 2)}\n`],
    ["events.md", eventsPage()],
    ...codePages(document),
  ]);
}
