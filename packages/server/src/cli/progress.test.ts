import { expect, test } from "vitest";
import { Progress } from "#cli/progress.ts";

/** What is written, and whether it goes to a terminal. */
function givenStream(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, columns: 60, write: (text: string) => written.push(text) > 0 };
  return { written, stream: stream as unknown as NodeJS.WriteStream };
}

test("a terminal gets one line, drawn again only when it changes, and never longer than the terminal is wide", () => {
  const { written, stream } = givenStream(true);
  const progress = new Progress(stream);
  progress.show(0.5, "Copying orders", "1 of 2 rows");
  progress.show(0.5, "Copying orders", "1 of 2 rows");
  progress.show(1, "Copying orders", "a detail that is much longer than the line may be");
  progress.end();
  expect(written[0]).toBe(`\r${"█".repeat(15)}${"░".repeat(15)}  50 %  Copying orders  1 of\u001b[K`);
  expect(written[1]).toBe(`\r${"█".repeat(30)} 100 %  Copying orders  a det\u001b[K`);
  expect(written.slice(2)).toEqual(["\n"]);
});

test("anything else gets a line for each thing that is done, and nothing when there is nothing to say", () => {
  const { written, stream } = givenStream(false);
  const progress = new Progress(stream);
  for (const done of [0.1, 0.2]) progress.show(done);
  for (const done of [0.3, 0.4]) progress.show(done, "Copying orders", `${done}`);
  progress.show(0.5, "Comparing orders");
  progress.end();
  expect(written).toEqual(["Copying orders\n", "Comparing orders\n"]);
});
