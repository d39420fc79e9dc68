import type { FastifyInstance } from "fastify";

/* The parts of an OpenAPI 3.1 document that the reference reads. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly "x-rule"?: string;
}

export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

export interface Answer extends Content {
  readonly description: string;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Answer>>;
  readonly security?: readonly object[];
  /** The scope that the server token needs; null = no token will do. */
  readonly "x-scope"?: string | null;
  /** The least role that a user needs. */
  readonly "x-role"?: string;
  /** Whether a token for one product will do. */
  readonly "x-one-product"?: boolean;
}

export interface ApiDocument {
  readonly info: { readonly title: string; readonly description?: string };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly security?: readonly object[];
}

/** One thing that can be called: a method on a path. */
export interface Call extends Operation {
  readonly method: string;
  readonly path: string;
}

/** The calls that belong together. */
export interface Group {
  readonly name: string;
  readonly description: string | undefined;
  readonly calls: readonly Call[];
}

/** The OpenAPI document of a server that is ready. */
export function documentOf(app: Pick<FastifyInstance, "swagger">): ApiDocument {
  // The general type allows what our own schemas never say, such as a reference in place of a parameter.
  return app.swagger() as unknown as ApiDocument;
}

/** Every call of the document by its first tag, in the order in which the document lists the tags. */
export function groupsOf(document: ApiDocument): readonly Group[] {
  const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(
      ([method, operation]): Call => ({ ...operation, method: method.toUpperCase(), path }),
    ),
  );
  const listed = document.tags ?? [];
  const names = new Set([...listed.map(({ name }) => name), ...calls.map(tagOf)]);
  return [...names].map((name) => ({
    name,
    description: listed.find((tag) => tag.name === name)?.description,
    calls: calls.filter((call) => tagOf(call) === name),
  }));
}

/** The name of the type that a reference points to. */
export function nameOfReference(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** The schema itself where a reference to it stands. */
export function resolved(document: ApiDocument, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const named = document.components.schemas[nameOfReference(schema.$ref)];
  if (named === undefined) throw new Error(`the document refers to ${schema.$ref}, which it lacks`);
  return named;
}

/** The schema of a JSON body, if there is one. */
export function jsonOf({ content = {} }: Content): Schema | undefined {
  return content["application/json"]?.schema;
}

/** Whether an answer is a refusal: these look the same for every call. */
export function isRefusalAnswer({ content = {} }: Answer): boolean {
  return "application/problem+json" in content;
}

/** Whether a parameter must be sent. One with a default need not, whatever the document says: the server fills it in. */
export function isRequired({ required, schema }: Parameter): boolean {
  return required === true && schema.default === undefined;
}

/** The types that calls take as their body. */
export function requestTypes(document: ApiDocument): ReadonlySet<string> {
  const bodies = groupsOf(document)
    .flatMap(({ calls }) => calls)
    .map(({ requestBody }) => requestBody && jsonOf(requestBody)?.$ref);
  return new Set(bodies.filter((reference) => reference !== undefined).map(nameOfReference));
}

function tagOf({ tags }: Operation): string {
  return tags?.[0] ?? "Other";
}
