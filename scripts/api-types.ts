/*
 * The types and the field rules of the web app, made from our own OpenAPI document: whatever the API documents is what
 * the app can call, and what the server would refuse can be refused in the form, in the same words.
 */

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
  readonly [keyword: string]: unknown;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** What is read of an OpenAPI 3.1 document. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const HEAD =
  "/* Made by scripts/generate.ts from docs/reference/openapi.json. Edit the contract, then `npm run generate`. */\n\n";

/** The file with a type for each named schema, and `paths` as `openapi-fetch` reads it. */
export function apiTypes({ paths, components }: ApiDocument): string {
  const named = Object.entries(components.schemas).map(
    ([name, schema]) => `export type ${name} = ${typeOf(schema)};\n`,
  );
  const routes = Object.entries(paths).map(([path, operations]) => {
    const methods = Object.entries(operations).map(([method, operation]) => `${method}: ${operationType(operation)};`);
    return `${JSON.stringify(path)}: {${methods.join("")}};`;
  });
  return `${HEAD}${named.join("\n")}\nexport interface paths {\n${routes.join("\n")}\n}\n`;
}

/** The file with what each request body must hold, for forms to check while somebody types. */
export function bodyRules({ paths, components }: ApiDocument): string {
  const bodies = Object.values(paths)
    .flatMap((operations) => Object.values(operations))
    .map(({ requestBody }) => nameOf(requestBody?.content["application/json"]?.schema))
    .filter((name) => name !== undefined);
  const rules = [...new Set(bodies)]
    .sort()
    .map((name) => `export const ${name} = ${JSON.stringify(ruleOf(components.schemas[name] ?? {}))} as const;\n`);
  return `${HEAD}${rules.join("\n")}`;
}

function operationType({ parameters = [], requestBody, responses }: Operation): string {
  const places = ["query", "header", "path", "cookie"].map((place) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return `${place}?: never;`;
    const fields = here.map(
      ({ name, required, schema }) => `${JSON.stringify(name)}${required ? "" : "?"}: ${typeOf(schema)};`,
    );
    return `${place}${here.some(({ required }) => required) ? "" : "?"}: {${fields.join("")}};`;
  });
  const body = requestBody
    ? `requestBody${requestBody.required ? "" : "?"}: {content: ${contentType(requestBody.content)}};`
    : "requestBody?: never;";
  const answers = Object.entries(responses).map(
    ([status, { content }]) =>
      `${/^\d+$/.test(status) ? status : JSON.stringify(status)}: {headers: Record<string, unknown>; ${content ? `content: ${contentType(content)}` : "content?: never"}};`,
  );
  return `{parameters: {${places.join("")}}; ${body} responses: {${answers.join("")}}}`;
}

function contentType(content: Content): string {
  return `{${Object.entries(content)
    .map(([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema)};`)
    .join("")}}`;
}

function typeOf(schema: Schema): string {
  const name = nameOf(schema);
  if (name !== undefined) return name;
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(" | ");
  const types = [schema.type ?? "unknown"].flat();
  return types.map((type) => typeOfKind(type, schema)).join(" | ");
}

function typeOfKind(kind: string, schema: Schema): string {
  switch (kind) {
    case "integer":
      return "number";
    case "array":
      return `(${typeOf(schema.items ?? {})})[]`;
    case "object":
      return objectType(schema);
    default:
      return kind;
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const comment = schema.description ? `/** ${schema.description.replaceAll("*/", "* /")} */\n` : "";
    return `${comment}${JSON.stringify(name)}${required.includes(name) ? "" : "?"}: ${typeOf(schema)};`;
  });
  if (fields.length > 0) return `{\n${fields.join("\n")}\n}`;
  if (typeof additionalProperties === "object") return `Record<string, ${typeOf(additionalProperties)}>`;
  return "Record<string, unknown>";
}

function nameOf(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.split("/").pop();
}

/** The keywords that a form checks, and nothing else of the schema: it travels to the browser. */
const CHECKED = ["type", "enum", "minLength", "maxLength", "pattern", "minimum", "maximum", "x-rule", "required"];

function ruleOf(schema: Schema): Record<string, unknown> {
  const kept = Object.fromEntries(Object.entries(schema).filter(([keyword]) => CHECKED.includes(keyword)));
  if (!schema.properties) return kept;
  const properties = Object.entries(schema.properties).map(([name, property]) => [name, ruleOf(property)]);
  return { ...kept, properties: Object.fromEntries(properties) };
}
