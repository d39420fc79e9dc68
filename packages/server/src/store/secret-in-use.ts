import { say } from "#kit/say.ts";
import type { Vault } from "#kit/vault.ts";
import { holdSecretCheck, readSecretCheck } from "#store/installation.ts";
import { type Reader, StoreBusy, type Tx } from "#store/store.ts";

/**
 * The vault, ready to seal what the transaction writes: with the secret that the database is written with, which is not
 * changed before the transaction ends. So `keywright secret rotate` overlooks nothing.
 * @throws StoreBusy when this process does not know that secret
 */
export async function forSealing(tx: Tx, vault: Vault): Promise<Vault> {
  follow(vault, await holdSecretCheck(tx));
  return vault;
}

/**
 * Makes sure that the process knows the secret in use, before anybody is told that there is no such key.
 * @throws StoreBusy when it does not
 */
export async function confirmSecret(db: Reader, vault: Vault): Promise<void> {
  follow(vault, await readSecretCheck(db));
}

let isSaid = false;

function follow(vault: Vault, check: Uint8Array): void {
  if (vault.writeWith(check)) return;
  // Once, and not for each call that fails for this reason.
  if (!isSaid)
    say(
      "The secret was changed, and this server does not know the new one. Set KEYWRIGHT_SECRET to it and KEYWRIGHT_SECRET_PREVIOUS to the one before, and start it again; until then it answers 503.",
    );
  isSaid = true;
  throw new StoreBusy("the installation has another secret by now");
}
