import { type Command, print } from "#cli/command.ts";
import { examineContents } from "#cli/doctor/contents.ts";
import type { Finding } from "#cli/doctor/finding.ts";
import { examineFolder, examineRoom, examineSecret } from "#cli/doctor/folder.ts";
import { examineClock, examinePort } from "#cli/doctor/machine.ts";
import { examineServers } from "#cli/doctor/postgres.ts";
import { examineFile } from "#cli/doctor/sqlite.ts";
import type { Settings } from "#settings.ts";
import type { Contents } from "#store/contents.ts";

export const doctor: Command = {
  usage: "doctor",
  summary: "Say what is wrong with settings, data folder, database and clock, and how to mend it. Changes nothing.",
  async run({ settings }) {
    const findings = await examine(settings);
    const width = Math.max(...findings.map(({ what }) => what.length));
    for (const { what, state, text } of findings) print(`${state.padEnd(5)}  ${what.padEnd(width)}  ${text}`);
    const wrong = findings.filter(({ state }) => state === "wrong").length;
    print(wrong === 0 ? "All is well." : `${wrong} of ${findings.length} need mending.`);
    return wrong === 0 ? 0 : 1;
  },
};

async function examine(settings: Settings): Promise<Finding[]> {
  const { findings, contents } = await examineDatabase(settings);
  return [
    { what: "settings", state: "ok", text: "Every setting can be used." },
    ...findings,
    ...(contents === null ? [] : examineContents(settings, contents)),
    examineClock(contents),
    await examinePort(settings),
  ];
}

/** Looks at where the database is, and at what is in it; null when that can't be told. */
async function examineDatabase(settings: Settings): Promise<{ findings: Finding[]; contents: Contents | null }> {
  const { database } = settings;
  // With PostgreSQL nothing is kept on this machine.
  if (database.engine === "postgres") {
    const { findings, primary } = await examineServers(database.address);
    return { findings: [examineSecret(settings), ...findings], contents: primary };
  }
  const room = examineRoom(settings);
  const { finding, inspection } = examineFile(database.path);
  const findings = [examineFolder(settings), ...(room === null ? [] : [room]), examineSecret(settings), finding];
  return { findings, contents: inspection };
}
