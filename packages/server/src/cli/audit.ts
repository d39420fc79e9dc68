import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Services } from "#actions/context.ts";
import { checkRecord, type OnLine } from "#actions/record/check.ts";
import { exportRecord } from "#actions/record/export.ts";
import { openInstallation } from "#app.ts";
import { type Line, readLine } from "#cli/audit/lines.ts";
import { MOST_TOLD, tellCheckedRecord } from "#cli/audit/tell.ts";
import { type Call, type Command, print, UsageError } from "#cli/command.ts";
import { Progress } from "#cli/progress.ts";
import { licenseOfChain } from "#domain/record/chain.ts";
import { type CheckedRecord, RecordCheck, type Trusted, tellChain } from "#domain/record/check.ts";
import { say } from "#kit/say.ts";
import { findLicenses } from "#store/licenses.ts";
import { StoreUnusable } from "#store/store.ts";

/** After how many lines the progress is shown again. */
const SHOWN_EVERY = 5_000;

export const auditVerify: Command = {
  usage: "audit verify [FILE]",
  summary:
    "Check that no event was changed, removed, moved or cut off. Of an export: give its file, or - for standard input.",
  options: {
    "public-key": "The key that an export must be signed with, as `audit verify` tells it where the database is.",
    contains: "NUMBER:HASH of a checkpoint that you noted: whether the record still holds all up to it.",
  },
  async run(call) {
    const noted = readNoted(call.options.contains);
    const [file] = call.words;
    if (file === undefined)
      return watched(call, "Checking the record", async (services, onLine) =>
        tellOf(services, await checkRecord(services, noted, onLine)),
      );
    return verifyFile(file, call.options["public-key"] ?? null, noted);
  },
};

export const auditExport: Command = {
  usage: "audit export",
  summary: "Write the record as lines of JSON to standard output: `audit verify FILE` checks it without a database.",
  flags: { "without-personal-data": "Leave out what names persons and devices. It can be checked all the same." },
  async run(call) {
    const isBare = call.flags.has("without-personal-data");
    return watched(call, "Exporting", async (services, onLine) => {
      let lines = 0;
      await exportRecord(
        services,
        (record) => write({ kind: "record", format: 1, ...record }),
        (line) => {
          lines++;
          // The hashes of what is left out stay, and they are all that its event's own hash is made of.
          return write(isBare && line.kind === "event" ? { ...line, personal: null } : line);
        },
        onLine,
      );
      await write({ kind: "end", lines });
      return 0;
    });
  },
};

/** Does something with all lines of the record, and shows how far it is. */
async function watched(
  { settings }: Call,
  doing: string,
  work: (services: Services, onLine: OnLine) => Promise<number>,
): Promise<number> {
  const { services, close } = await openInstallation(settings);
  const progress = new Progress();
  try {
    return await work(services, (done, of) => {
      if (done % SHOWN_EVERY === 0) progress.show(done / of, doing, `${done} of ${of}`);
      else if (done === of) progress.end();
    });
  } finally {
    progress.end();
    await close();
  }
}

async function verifyFile(file: string, publicKey: string | null, noted: Trusted["noted"]): Promise<number> {
  let check: RecordCheck | null = null;
  let number = 0;
  let isWhole = false;
  for await (const text of linesOf(file === "-" ? process.stdin : createReadStream(file), file)) {
    const line = readLine(text);
    number++;
    if (line === null || isWhole || (line.kind === "record") !== (check === null)) {
      say(`Line ${number} is no line of a record.`);
      return 1;
    }
    if (line.kind === "record") check = new RecordCheck({ ...line, publicKey, noted });
    else if (line.kind === "end") isWhole = line.lines === number - 2;
    else check?.take(line);
  }
  if (check === null) {
    say("There is no record in it.");
    return 1;
  }
  const status = tell(check.end());
  if (!isWhole) say("The export itself is cut off, or lines of it are missing: its last line does not fit.");
  else if (publicKey === null)
    say("Nothing says whose signature this is: compare the key above, or give it with --public-key.");
  return isWhole ? status : 1;
}

/** Where the database is, licenses are called what people know of them. */
async function tellOf({ store }: Services, checked: CheckedRecord): Promise<number> {
  const ids = new Set(checked.faults.map(({ chain }) => chain && licenseOfChain(chain)).filter((id) => id !== null));
  const licenses = await findLicenses(store.read, [...ids].slice(0, MOST_TOLD));
  return tell(checked, (chain) => {
    const license = licenses.get(licenseOfChain(chain) ?? "");
    const called = license && ` (key ending ${license.keyEnding}, order ${license.order.number})`;
    return tellChain(chain) + (called ?? "");
  });
}

function tell(checked: CheckedRecord, nameOf?: (chain: string) => string): number {
  for (const line of tellCheckedRecord(checked, nameOf)) print(line);
  return checked.faults.length === 0 ? 0 : 1;
}

async function* linesOf(input: Readable, file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable(`${file} can't be read: ${reason}.`, { cause: error });
  }
}

/** Waits when whoever reads is slower. */
async function write(line: Line): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`))
    await new Promise((resolve) => process.stdout.once("drain", resolve));
}

function readNoted(said: string | undefined): Trusted["noted"] {
  if (said === undefined) return null;
  const [, number, hash = ""] = /^(\d{1,9}):([\w-]{43})$/.exec(said) ?? [];
  if (number === undefined)
    throw new UsageError("--contains takes NUMBER:HASH, as `audit verify` tells the newest checkpoint");
  return { number: Number(number), hash };
}
