import type { Services } from "#actions/context.ts";
import { publicKeyInUse } from "#actions/record/sign.ts";
import { type CheckedRecord, RecordCheck, type Trusted } from "#domain/record/check.ts";
import { countRecord, readHeads, readRecord, readUnchainedUntil } from "#store/record.ts";

/** Hears how many lines of the record are done, of how many. */
export type OnLine = (done: number, of: number) => void;

/** Checks the whole record as it is at one moment, against this installation's own key. For whoever has the machine. */
export async function checkRecord(
  { store, vault }: Services,
  noted: Trusted["noted"] = null,
  onLine: OnLine = () => undefined,
): Promise<CheckedRecord> {
  return store.snapshot(async (db) => {
    const of = await countRecord(db);
    const unchainedUntil = await readUnchainedUntil(db);
    const check = new RecordCheck({ publicKey: await publicKeyInUse(db, vault), unchainedUntil, noted });
    let done = 0;
    for await (const line of readRecord(db)) {
      check.take(line);
      onLine(++done, of);
    }
    for await (const [chain, head] of readHeads(db)) check.takeHead(chain, head);
    return check.end();
  });
}
