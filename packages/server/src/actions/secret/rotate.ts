import { setTimeout as delay } from "node:timers/promises";
import { type Context, write } from "#actions/context.ts";
import { renewKey } from "#actions/licenses/key.ts";
import { renewLetter } from "#actions/mails/enqueue.ts";
import { ForeignCheckpoint, signRecord } from "#actions/record/sign.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import type { Vault } from "#kit/vault.ts";
import { changeSecrets, lockInstallation, readSecrets } from "#store/installation.ts";
import { countSealedKeys, lockSealedKeys, replaceSealedKey } from "#store/licenses.ts";
import { countSealedLetters, lockSealedLetters, replaceSealedLetter } from "#store/outbox.ts";
import type { Reader, Tx } from "#store/store.ts";
import { renewTwoStepSecret } from "#store/two-step-secrets.ts";
import { countSealedSecrets, lockSealedSecrets, replaceSealedSecret } from "#store/two-steps.ts";

/** How many rows are sealed anew in one transaction: it keeps those who want one of them waiting for some milliseconds. */
const BATCH = 100;

/** Everything of one kind that is kept sealed. */
interface Sealed {
  readonly name: string;
  count(db: Reader): Promise<number>;
  /** Seals the next ones anew, and leaves those that are. Answers where to go on; null = there are no more. */
  renew(tx: Tx, vault: Vault, after: string): Promise<string | null>;
}

const EVERYTHING: readonly Sealed[] = [
  {
    name: "license keys",
    count: countSealedKeys,
    renew: (tx, vault, after) =>
      renewEach(lockSealedKeys(tx, after, BATCH), async ({ id, sealed }) => {
        const key = renewKey(vault, id, sealed);
        if (key !== null) await replaceSealedKey(tx, id, key);
      }),
  },
  {
    name: "mails",
    count: countSealedLetters,
    renew: (tx, vault, after) =>
      renewEach(lockSealedLetters(tx, after, BATCH), async ({ id, sealed }) => {
        const letter = renewLetter(vault, id, sealed);
        if (letter !== null) await replaceSealedLetter(tx, id, letter);
      }),
  },
  {
    name: "secrets of two-step sign-in",
    count: countSealedSecrets,
    renew: (tx, vault, after) =>
      renewEach(lockSealedSecrets(tx, after, BATCH), async ({ id, sealed }) => {
        const secret = renewTwoStepSecret(vault, id, sealed);
        if (secret !== null) await replaceSealedSecret(tx, id, secret);
      }),
  },
];

/** How far it is: how many of how many are done, and of what. */
export interface RotationStep {
  readonly name: string;
  readonly done: number;
  readonly of: number;
}

/**
 * Seals everything with the current secret that is sealed with the previous one, while others go on. From its first
 * transaction all write with the current secret, and read with both until nothing is left of the previous one. What is
 * done tells itself by opening, so it may be killed anywhere and begun again.
 */
export async function rotateSecret(
  context: Context,
  onStep: (step: RotationStep) => void = () => undefined,
): Promise<Refusal | undefined> {
  const begun = await begin(context);
  if (isRefusal(begun)) return begun;
  for (const { name, count, renew } of EVERYTHING) {
    const of = await count(context.store.read);
    let after: string | null = "";
    for (let done = 0; after !== null; done += BATCH) {
      onStep({ name, done: Math.min(done, of), of });
      const started = performance.now();
      const from: string = after;
      const next = await write(context, "admin", async (tx) => ({
        value: { after: await renew(tx, context.vault, from) },
        events: [],
        keeps: true,
      }));
      if (isRefusal(next)) return next;
      after = next.after;
      // Half of the time is others', who may have waited for the whole file.
      await delay(performance.now() - started);
    }
  }
  return end(context);
}

/** From here on everybody writes with the current secret: this waits for all who still seal something with the other. */
async function begin(context: Context): Promise<Refusal | undefined> {
  const { vault } = context;
  const { current } = vault.checks;
  const refused = await write(context, "admin", async (tx) => {
    await lockInstallation(tx);
    const known = await readSecrets(tx);
    if (known === null || Buffer.compare(known.check, current) === 0) return { value: undefined, events: [] };
    const handedOnKeys = vault.sealRecognition();
    await changeSecrets(tx, { check: current, previousCheck: known.check, handedOnKeys });
    return { value: undefined, events: [], keeps: true };
  });
  if (refused === undefined) vault.writeWith(current);
  return refused;
}

async function end(context: Context): Promise<Refusal | undefined> {
  try {
    // Vouches for what the previous secret has signed, for which it may be needed no more.
    await signRecord(context);
  } catch (error) {
    // Somebody has changed the record, and a signature would vouch for that. `keywright audit verify` tells.
    if (!(error instanceof ForeignCheckpoint)) throw error;
  }
  return write(context, "admin", async (tx) => {
    await lockInstallation(tx);
    const known = await readSecrets(tx);
    if (known === null || known.previousCheck === null) return { value: undefined, events: [] };
    await changeSecrets(tx, { ...known, previousCheck: null });
    return { value: undefined, events: [{ type: "secret.rotated", about: {} }] };
  });
}

async function renewEach<Row extends { readonly id: string }>(
  asked: Promise<readonly Row[]>,
  renew: (row: Row) => Promise<void>,
): Promise<string | null> {
  const rows = await asked;
  for (const row of rows) await renew(row);
  return rows.length < BATCH ? null : (rows.at(-1)?.id ?? null);
}
