import { isRequired, nameOfReference, type Parameter, type Schema } from "#http/reference/document.ts";
import { boundsOf, choicesOf, type Field, fieldsOf } from "#http/reference/fields.ts";
import { code, prose } from "#http/reference/page/prose.ts";
import { table } from "#http/reference/page/table.ts";
import { type Html, html, joined, type Part } from "#kit/html.ts";

const WORDS: Readonly<Record<string, string>> = { uuid: "UUID", "date-time": "date and time" };

/** The anchor of a named type. */
export function anchorOfType(name: string): string {
  return `type-${name}`;
}

/** A schema's type in a few words; a named type links to its place. */
function typeOf(schema: Schema): Html {
  if (schema.$ref !== undefined) {
    const name = nameOfReference(schema.$ref);
    return html`<a href="#${anchorOfType(name)}"><code>${name}</code></a>`;
  }
  if (schema.anyOf !== undefined) return joined(schema.anyOf.map(typeOf), " or ");
  const words = [schema.type ?? "any value"].flat().map((type) => {
    if (type === "array") return html`array of ${typeOf(schema.items ?? {})}`;
    if (type === "string" && schema.format !== undefined) return `string (${WORDS[schema.format] ?? schema.format})`;
    return type;
  });
  return joined(words, " or ");
}

/** The fields of a request's body. */
export function requestFields(caption: string, schema: Schema): Html {
  return table(
    caption,
    ["Field", "Type", "Required", "Bounds", "Description"],
    fieldsOf(schema).map((field) => [
      pathOf(field),
      typeOf(field.schema),
      field.required ? html`<b>required</b>` : "optional",
      bounds(field.schema),
      description(field.schema.description),
    ]),
  );
}

/** The fields of an answer. */
export function answerFields(caption: string, schema: Schema): Html {
  return table(
    caption,
    ["Field", "Type", "Description"],
    fieldsOf(schema).map((field) => [
      pathOf(field),
      typeOf(field.schema),
      spaced([
        description(field.schema.description),
        choices(field.schema),
        field.required ? null : "Not always there.",
      ]),
    ]),
  );
}

/** What stands in the path, the query and the headers of a call. */
export function parameterFields(caption: string, parameters: readonly Parameter[]): Html {
  return table(
    caption,
    ["Parameter", "In", "Type", "Required", "Bounds", "Description"],
    parameters.map((parameter) => [
      html`<code>${parameter.in === "header" ? headerName(parameter.name) : parameter.name}</code>`,
      parameter.in,
      typeOf(parameter.schema),
      isRequired(parameter) ? html`<b>required</b>` : "optional",
      bounds(parameter.schema),
      description(parameter.description),
    ]),
  );
}

/** Whether fields that the schema does not name are taken. */
export function otherFields(schema: Schema): string {
  return schema.additionalProperties === false ? "Any other field is refused." : "Any other field is ignored.";
}

/** The dots stand before optional line breaks, so that a long path wraps where it is read. */
function pathOf({ path }: Field): Html {
  return html`<code>${joined(path.split("."), html`<wbr>.`)}</code>`;
}

function bounds(schema: Schema): Part {
  return spaced([choices(schema), ...boundsOf(schema).map(prose)]);
}

function choices(schema: Schema): Part {
  const words = choicesOf(schema);
  return words.length === 0
    ? null
    : html`${words.length === 1 ? "Always" : "One of"} ${joined(words.map(code), ", ")}.`;
}

function description(text: string | undefined): Part {
  return text === undefined ? null : prose(text);
}

function spaced(parts: readonly Part[]): Part {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : joined(said, " ");
}

function headerName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
