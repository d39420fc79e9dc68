import { type ChainHead, licenseOfChain, NO_EVENT } from "#domain/record/chain.ts";
import { once } from "#store/once.ts";
import type { Tx } from "#store/store.ts";

/* Where each chain of events stands: a license's in the license's own row, any other in a row of `chains`. */

/** Where a chain stands. Nobody else adds to it until the transaction ends. */
export async function lockHead(tx: Tx, chain: string): Promise<ChainHead> {
  const licenseId = licenseOfChain(chain);
  const [row] = licenseId === null ? await lockOther(tx, { id: chain }) : await lockOfLicense(tx, { id: licenseId });
  return row === undefined ? NO_EVENT : { length: row.length, hash: row.hash ?? "" };
}

/** Notes where a chain stands now. */
export async function writeHead(tx: Tx, chain: string, { length, hash }: ChainHead): Promise<void> {
  const licenseId = licenseOfChain(chain);
  await (licenseId === null
    ? updateOther(tx, { id: chain, length, hash })
    : updateOfLicense(tx, { id: licenseId, length, hash }));
}

const lockOfLicense = once<{ id: string }, { length: number; hash: string | null }>((db, value) =>
  db
    .selectFrom("licenses")
    .select(["chain_length as length", "chain_hash as hash"])
    .where("id", "=", value("id"))
    .forUpdate(),
);

const updateOfLicense = once<{ id: string; length: number; hash: string }, never>((db, value) =>
  db
    .updateTable("licenses")
    .set({ chain_length: value("length"), chain_hash: value("hash") })
    .where("id", "=", value("id")),
);

/** One statement that makes the row when it is new, locks it and reads it. */
const lockOther = once<{ id: string }, { length: number; hash: string }>((db, value) =>
  db
    .insertInto("chains")
    .values({ id: value("id"), ...NO_EVENT })
    .onConflict((conflict) => conflict.column("id").doUpdateSet((eb) => ({ length: eb.ref("chains.length") })))
    .returning(["length", "hash"]),
);

const updateOther = once<{ id: string; length: number; hash: string }, never>((db, value) =>
  db
    .updateTable("chains")
    .set({ length: value("length"), hash: value("hash") })
    .where("id", "=", value("id")),
);
