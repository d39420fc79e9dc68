import { createPublicKey, verify } from "node:crypto";
import { sha256 } from "#domain/record/chain.ts";

/* A checkpoint says where all chains stand that have grown since the one before, and is signed with a key of the secret. */

/** Where chains stand: for each its name, how many events are in it, and the hash of the last one. */
export type Heads = readonly (readonly [chain: string, length: number, hash: string])[];

export interface Checkpoint {
  /** From 1, without gaps. */
  readonly number: number;
  /** When it was made; milliseconds since 1970, as all moments here. */
  readonly at: number;
  /** Up to when it looked for events. */
  readonly until: number;
  /** `hashOfCheckpoint` of the one before; empty for the first. */
  readonly previous: string;
  /** JSON of `Heads`, letter by letter as it is stored. */
  readonly heads: string;
  /** The 32 bytes of the Ed25519 key that it is signed with, in base64url. */
  readonly publicKey: string;
  readonly signature: string;
}

/**
 * How much earlier than the end of the last look events are looked for again, in milliseconds: a transaction may take a
 * while to commit, and the clocks of several machines differ.
 */
const LATE_MS = 60_000;

/** From when on there may be events that a checkpoint tells of and the one before does not. */
export function lookedFrom(before: Pick<Checkpoint, "until"> | null): number {
  return before === null ? 0 : before.until - LATE_MS;
}

/** What is signed. */
export function statementOf(checkpoint: Omit<Checkpoint, "signature">): string {
  const { number, at, until, previous, heads, publicKey } = checkpoint;
  return JSON.stringify(["keywright checkpoint", number, at, until, previous, publicKey, sha256([heads])]);
}

/** What the next checkpoint names this one by. */
export function hashOfCheckpoint(checkpoint: Omit<Checkpoint, "signature">): string {
  return sha256([statementOf(checkpoint)]);
}

/** Whether it is signed with the key that it names. */
export function isSigned(checkpoint: Checkpoint): boolean {
  try {
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: checkpoint.publicKey }, format: "jwk" });
    const statement = Buffer.from(statementOf(checkpoint));
    return verify(null, statement, key, Buffer.from(checkpoint.signature, "base64url"));
  } catch {
    // No key at all.
    return false;
  }
}
