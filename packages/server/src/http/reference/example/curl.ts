import { type ApiDocument, type Call, isRequired, jsonOf } from "#http/reference/document.ts";
import { exampleOf } from "#http/reference/example/example.ts";

/** A call as a command that works in a shell once `KEYWRIGHT_URL` and `KEYWRIGHT_TOKEN` are set. */
export function curlOf(document: ApiDocument, call: Call): string {
  const schema = call.requestBody && jsonOf(call.requestBody);
  const method = call.method === (schema === undefined ? "GET" : "POST") ? "" : `-X ${call.method} `;
  const words = [`curl ${method}"$KEYWRIGHT_URL${addressOf(document, call)}"`];
  if (needsToken(document, call)) words.push('-H "Authorization: Bearer $KEYWRIGHT_TOKEN"');
  if (needsUser(call)) words.push('-H "Cookie: $KEYWRIGHT_COOKIE"', '-H "Origin: $KEYWRIGHT_URL"');
  if (needsCustomer(call)) words.push('-H "Cookie: $KEYWRIGHT_PORTAL_COOKIE"', '-H "Origin: $KEYWRIGHT_URL"');
  if (schema !== undefined) {
    words.push('-H "Content-Type: application/json"');
    words.push(`-d ${quoted(JSON.stringify(exampleOf(document, schema), null, 2))}`);
  }
  return words.join(" \\\n").replaceAll("\n", "\n  ");
}

/** Whether a call is refused without a token. An empty requirement among others says that it may come without. */
export function needsToken(document: ApiDocument, { security = document.security ?? [] }: Call): boolean {
  return security.some((requirement) => "token" in requirement) && security.every((one) => Object.keys(one).length > 0);
}

/** Whether a call is for people who are signed in, and refused to tokens. */
export function needsUser({ security = [] }: Call): boolean {
  return security.length > 0 && security.every((requirement) => "session" in requirement);
}

/** Whether a call is for customers who are signed in to the portal. */
export function needsCustomer({ security = [] }: Call): boolean {
  return security.length > 0 && security.every((requirement) => "customer" in requirement);
}

function addressOf(document: ApiDocument, { path, parameters = [] }: Call): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const word = parameters.find((parameter) => parameter.name === name)?.schema.enum?.[0];
    return String(word ?? exampleOf(document, { type: "string", format: "uuid" }, { owner: "", field: name }));
  });
  const query = parameters
    .filter((parameter) => parameter.in === "query" && isRequired(parameter))
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(exampleOf(document, schema)))}`);
  return query.length === 0 ? filled : `${filled}?${query.join("&")}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
