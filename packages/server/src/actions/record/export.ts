import type { Services } from "#actions/context.ts";
import type { OnLine } from "#actions/record/check.ts";
import { publicKeyInUse } from "#actions/record/sign.ts";
import type { RecordLine, Trusted } from "#domain/record/check.ts";
import { countRecord, readRecord, readUnchainedUntil } from "#store/record.ts";

/** What an export begins with: what it is checked against. */
export type ExportedRecord = Omit<Trusted, "noted">;

/** Hands out the whole record as it is at one moment, line by line. */
export async function exportRecord(
  { store, vault }: Services,
  begin: (record: ExportedRecord) => Promise<void>,
  write: (line: RecordLine) => Promise<void>,
  onLine: OnLine,
): Promise<void> {
  await store.snapshot(async (db) => {
    const of = await countRecord(db);
    await begin({ publicKey: await publicKeyInUse(db, vault), unchainedUntil: await readUnchainedUntil(db) });
    let done = 0;
    for await (const line of readRecord(db)) {
      await write(line);
      onLine(++done, of);
    }
  });
}
