import { parseArgs } from "node:util";
import { type Command, print, say, UsageError } from "#cli/command.ts";
import { COMMANDS } from "#cli/commands.ts";
import { helpPage } from "#cli/help.ts";
import { readSettings } from "#settings.ts";
import { StoreUnusable } from "#store/store.ts";

process.exitCode = await run(process.argv.slice(2));

/** Runs what the command line asks for. @returns the exit status: 0 done, 1 not done, 2 a call that can't be taken */
async function run(words: readonly string[]): Promise<number> {
  if (words.length === 0 || words.includes("--help") || words[0] === "help") {
    print(helpPage(COMMANDS));
    return words.length === 0 ? 2 : 0;
  }
  const name = Object.keys(COMMANDS).find((known) => words.slice(0, known.split(" ").length).join(" ") === known);
  const command: Command | undefined = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || command === undefined) {
    say(`There is no command "${words.join(" ")}". See keywright --help.`);
    return 2;
  }
  const settings = readSettings(process.env);
  if (!("port" in settings)) {
    for (const { variable, fault } of settings) say(`${variable} ${fault}.`);
    return 1;
  }
  try {
    const options = Object.fromEntries(
      Object.keys(command.options ?? {}).map((option) => [option, { type: "string" as const }]),
    );
    const call = readCall(words.slice(name.split(" ").length), options);
    return await command.run({ settings, words: call.positionals, options: call.values });
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\nUsage: keywright ${command.usage}`);
      return 2;
    }
    if (error instanceof StoreUnusable) {
      say(error.message);
      return 1;
    }
    throw error;
  }
}

function readCall(
  args: string[],
  options: Record<string, { type: "string" }>,
): { positionals: string[]; values: Record<string, string | undefined> } {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
