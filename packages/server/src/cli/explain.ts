import { text } from "node:stream/consumers";
import { type ExplainedLicense, explainLicense, type Which } from "#actions/licenses/explain.ts";
import { type Command, print, UsageError } from "#cli/command.ts";
import { withOperator } from "#cli/operator.ts";
import { spellMoment } from "#domain/spell-moment.ts";

export const explain: Command = {
  usage: "explain [LICENSE_ID] [--at TIME]",
  summary: "Say why a license is valid or not, from its record. Without an id, its key is read from standard input.",
  options: { at: "A day or a moment, in UTC: 2026-11-24, or 2026-11-24T12:00:00Z; now when not said." },
  async run(call) {
    const at = readTime(call.options.at);
    const which = await readWhich(call.words[0]);
    return withOperator(call, (context) => explainLicense(context, which, at), tell);
  },
};

function tell({ licenseId, at, verdict, findings, mend }: ExplainedLicense): void {
  print(`License ${licenseId} on ${spellMoment(at)}: ${verdict.code}, ${verdict.valid ? "valid" : "not valid"}.`);
  print("");
  for (const { passed, text } of findings) print(`  ${passed ? "✓" : "✗"} ${text}`);
  print("");
  print(mend);
}

/** A key is a secret: it stands in no argument, which other users of the machine could see. */
async function readWhich(id: string | undefined): Promise<Which> {
  if (id !== undefined) return { id };
  if (process.stdin.isTTY) throw new UsageError("which license? Give its id, or its key on standard input");
  const licenseKey = (await text(process.stdin)).trim();
  if (licenseKey === "") throw new UsageError("which license? Standard input is empty");
  return { licenseKey };
}

/** A day stands for its beginning. */
function readTime(said: string | undefined): Temporal.Instant | null {
  if (said === undefined) return null;
  try {
    return said.includes("T")
      ? Temporal.Instant.from(said)
      : Temporal.PlainDate.from(said).toZonedDateTime("UTC").toInstant();
  } catch (error) {
    if (error instanceof RangeError)
      throw new UsageError(`"${said}" is no time; say 2026-11-24 or 2026-11-24T12:00:00Z`);
    throw error;
  }
}
