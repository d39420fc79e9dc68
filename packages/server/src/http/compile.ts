import AjvCompiler from "@fastify/ajv-compiler";
import SerializerSelector from "@fastify/fast-json-stringify-compiler";
import type { FastifySchemaValidationError, FastifySerializerCompiler } from "fastify";

/*
 * The framework's own compilers of schemas. Left alone it compiles those of every route before it is ready, which was a third
 * of a start; here each is compiled when something comes that is to be checked or spelled by it.
 */

/** What a compiled schema is: a question, with what is wrong beside it after the answer "no". */
export interface Check {
  (value: unknown): boolean;
  errors?: FastifySchemaValidationError[] | null;
}

/** Makes questions of schemas. They take what is sent as it is, and name every fault of it. */
export function compileChecks(): (schema: unknown) => Check {
  const customOptions = { allErrors: true, verbose: true, removeAdditional: false, coerceTypes: false, strict: false };
  const compile = AjvCompiler()({}, { customOptions });
  return (schema) => {
    let check: Check | null = null;
    const whenUsed: Check = (value) => {
      check ??= compile({ schema }) as Check;
      const holds = check(value);
      whenUsed.errors = check.errors ?? null;
      return holds;
    };
    return whenUsed;
  };
}

/** Makes of an answer's schema what spells it as JSON. */
export function compileSpellings(): FastifySerializerCompiler<unknown> {
  const compile = SerializerSelector()({});
  return (route) => {
    let spell: ((value: unknown) => string) | null = null;
    return (value) => {
      spell ??= compile(route as Parameters<typeof compile>[0]);
      return spell(value);
    };
  };
}
