import { type CheckedRecord, tellChain } from "#domain/record/check.ts";
import { spellMoment } from "#domain/spell-moment.ts";

/** How many faults are told one by one. */
export const MOST_TOLD = 200;

/** What was found, line by line, for people. */
export function tellCheckedRecord(checked: CheckedRecord, nameOf: (chain: string) => string = tellChain): string[] {
  const { faults, last, publicKey } = checked;
  const told = faults
    .slice(0, MOST_TOLD)
    .map(({ chain, text }) => `✗ ${chain === null ? "" : `${nameOf(chain)}: `}${capital(text, chain === null)}.`);
  if (faults.length > MOST_TOLD) told.push(`✗ … and ${faults.length - MOST_TOLD} more.`);
  return [
    ...told,
    ...(told.length === 0 ? [] : [""]),
    faults.length === 0
      ? `The record is whole: ${count(checked.events, "event")} in ${count(checked.chains, "chain")}, ${count(checked.checkpoints, "checkpoint")}.`
      : `The record is not as it was written: ${count(faults.length, "fault")} in ${count(checked.events, "event")} and ${count(checked.checkpoints, "checkpoint")}.`,
    ...notes(checked),
    ...(last === null
      ? ["No checkpoint yet: a server signs the record every minute while it serves."]
      : [
          `Newest checkpoint: ${last.number} of ${spellMoment(last.at)}. Note it elsewhere to prove later that nothing up to it is gone:`,
          `  --contains ${last.number}:${last.hash}`,
          `Public key: ${publicKey}`,
        ]),
  ];
}

function* notes({ unchained, unsigned, erased, hasFormerKeys }: CheckedRecord): Iterable<string> {
  if (unchained > 0)
    yield `${count(unchained, "event")} from before there were chains: nothing shows whether they were changed.`;
  if (unsigned > 0)
    yield `${count(unsigned, "event")} not signed yet: those at the end of a chain could be cut off without a trace.`;
  if (erased > 0)
    yield `${count(erased, "thing")} about persons were erased, as the law wants it; the events still stand.`;
  if (hasFormerKeys) yield "Older checkpoints are signed with a former secret's key; the newer ones vouch for them.";
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

function capital(text: string, isWanted: boolean): string {
  return isWanted ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}
