import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { givenFolder } from "#test/folder.ts";
import { runToEnd } from "#test/process.ts";

const LOGGER = new URL("logger.ts", import.meta.url).href;
/** More than is passed on together, so that some is written before the end, and some is left. */
const LINES = 200;

const program = (end: string) => `
  import { createLogger, logDone } from ${JSON.stringify(LOGGER)};
  const logger = createLogger("info");
  for (let number = 0; number < ${LINES}; number++) {
    if (number % 3 === 0) logger.info({ number }, "between");
    else logDone(logger, { requestId: String(number), method: "POST", route: "/", status: 200, ms: 1, actor: undefined });
  }
  ${end}
`;

test.each([
  ["by itself", "", 0],
  ["at once", "process.exit(3);", 3],
  ["by a fault", 'throw new Error("on purpose");', 1],
])("every line is written, once and whole, by a process that ends %s", async (_how, end, status) => {
  const path = `${givenFolder()}/program.ts`;
  writeFileSync(path, program(end));
  const ended = await runToEnd(path, [], {});
  expect(ended.status).toBe(status);
  const lines = ended.stderr.split("\n").filter((line) => line.startsWith("{"));
  const numbers = lines.map((line) => JSON.parse(line)).map(({ number, requestId }) => number ?? Number(requestId));
  // Not in their order: what is on its way when the process ends arrives after the rest.
  expect(numbers.toSorted((one, other) => one - other)).toEqual(Array.from({ length: LINES }, (_, number) => number));
});
