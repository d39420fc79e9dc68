import type { Services } from "#actions/context.ts";
import type { Vault } from "#kit/vault.ts";
import { insertInstallation, type KnownSecrets, readSecrets } from "#store/installation.ts";
import { toMoment } from "#store/moments.ts";
import { StoreUnusable } from "#store/store.ts";

/**
 * Makes sure that the database and the secret belong together, and lets the vault know which it writes with; a new database
 * takes the secret that it is opened with.
 * @throws StoreUnusable when the database was made with another secret: no key and no token would be found
 */
export async function checkSecret({ store, vault, clock }: Services): Promise<void> {
  if ((await readSecrets(store.read)) === null) {
    await store.transaction(async (tx) => ({
      end: "commit",
      value: await insertInstallation(tx, vault.checks.current, toMoment(clock.now())),
    }));
  }
  const known = await readSecrets(store.read);
  if (known === null || !vault.writeWith(known.check))
    throw new StoreUnusable(
      "The database was made with another secret. Set KEYWRIGHT_SECRET, or put back the file `secret` that lay beside the database; without it no license key can be read.",
    );
  if (!isWhole(vault, known))
    throw new StoreUnusable(
      "The secret is being changed, and something is still sealed with the one before. Set KEYWRIGHT_SECRET_PREVIOUS to that one until `keywright secret rotate` has come to its end.",
    );
  if (known.handedOnKeys !== null) vault.takeRecognition(known.handedOnKeys);
}

/** Whether the vault knows every secret that something may be sealed with. */
function isWhole({ checks }: Vault, { previousCheck }: KnownSecrets): boolean {
  return previousCheck === null || (checks.previous !== null && Buffer.compare(checks.previous, previousCheck) === 0);
}
