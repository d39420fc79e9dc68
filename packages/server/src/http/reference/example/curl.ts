import { type ApiDocument, type Call, isRequired, jsonOf } from "#http/reference/document.ts";
import { exampleOf } from "#http/reference/example/example.ts";

/** A call as a command that works in a shell once `KEYWRIGHT_URL` and `KEYWRIGHT_TOKEN` are set. */
export function curlOf(document: ApiDocument, call: Call): string {
  const schema = call.requestBody && jsonOf(call.requestBody);
  const method = call.method === (schema === undefined ? "GET" : "POST") ? "" : `-X ${call.method} `;
  const words = [`curl ${method}"$KEYWRIGHT_URL${addressOf(document, call)}"`];
  if (needsToken(document, call)) words.push('-H "Authorization: Bearer $KEYWRIGHT_TOKEN"');
  if (schema !== undefined) {
    words.push('-H "Content-Type: application/json"');
    words.push(`-d ${quoted(JSON.stringify(exampleOf(document, schema), null, 2))}`);
  }
  return words.join(" \\\n").replaceAll("\n", "\n  ");
}

/** Whether a call is refused without a token. An empty requirement among others says that it may come without. */
export function needsToken(document: ApiDocument, { security = document.security ?? [] }: Call): boolean {
  return security.length > 0 && security.every((requirement) => Object.keys(requirement).length > 0);
}

function addressOf(document: ApiDocument, { path, parameters = [] }: Call): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(exampleOf(document, { type: "string", format: "uuid" }, { owner: "", field: name })),
  );
  const query = parameters
    .filter((parameter) => parameter.in === "query" && isRequired(parameter))
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(exampleOf(document, schema)))}`);
  return query.length === 0 ? filled : `${filled}?${query.join("&")}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
