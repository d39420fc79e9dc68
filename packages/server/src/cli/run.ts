import { parseArgs } from "node:util";
import { type Call, type Command, print, UsageError } from "#cli/command.ts";
import { COMMANDS } from "#cli/commands.ts";
import { helpPage } from "#cli/help.ts";
import { letYoungSpaceGrow } from "#kit/heap.ts";
import { say } from "#kit/say.ts";
import { readSettings } from "#settings.ts";
import { StoreBusy, StoreUnsure, StoreUnusable } from "#store/store.ts";

/** Runs what the command line asks for. @returns the exit status: 0 done, 1 not done, 2 a call that can't be taken */
export async function run(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
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
  const settings = readSettings(environment);
  if (!("port" in settings)) {
    for (const { variable, fault } of settings) say(`${variable} ${fault}.`);
    return 1;
  }
  // A server does so itself, once it has started: see main.ts.
  if (command !== COMMANDS.serve) letYoungSpaceGrow();
  try {
    return await command.run({ settings, ...readCall(command, words.slice(name.split(" ").length)) });
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\nUsage: keywright ${command.usage}`);
      return 2;
    }
    if (error instanceof StoreUnusable) {
      say(error.message);
      return 1;
    }
    if (error instanceof StoreBusy || error instanceof StoreUnsure) {
      say(`The database can't be used now: ${error.message}. \`keywright doctor\` looks closer.`);
      return 1;
    }
    throw error;
  }
}

function readCall({ options = {}, flags = {} }: Command, args: string[]): Omit<Call, "settings"> {
  const typed = (names: object, type: "string" | "boolean") =>
    Object.fromEntries(Object.keys(names).map((name) => [name, { type }]));
  try {
    const { positionals, values } = parseArgs({
      args,
      options: { ...typed(options, "string"), ...typed(flags, "boolean") },
      allowPositionals: true,
    });
    const given = Object.entries(values);
    return {
      words: positionals,
      options: Object.fromEntries(given.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []))),
      flags: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
