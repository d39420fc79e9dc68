import fc from "fast-check";
import { expect, test } from "vitest";
import { BodyFault, parseJsonBody } from "#http/json-body.ts";

/** Members of an object, spelled one by one, so that names may come twice and values hide what comes before them. */
const members = fc.array(
  fc.tuple(
    fc.constantFrom("a", "b", "licenseKey", 'q"', "é", "__proto__"),
    fc.oneof({ weight: 4, arbitrary: fc.string() }, fc.constantFrom(1, null, true, { a: "x" }, ["a"], 'with "marks"')),
  ),
  { maxLength: 4 },
);

test("an object is read as JSON reads it, unless a name comes twice or is one that is not taken", () => {
  fc.assert(
    fc.property(members, (members) => {
      const text = `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(", ")}}`;
      const names = members.map(([name]) => name);
      const read = () => parseJsonBody(Buffer.from(text));
      if (new Set(names).size < names.length || names.includes("__proto__")) expect(read).toThrow(BodyFault);
      else expect(read()).toEqual(JSON.parse(text));
    }),
  );
});
