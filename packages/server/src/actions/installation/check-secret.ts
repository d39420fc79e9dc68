import type { Services } from "#actions/context.ts";
import type { Vault } from "#kit/vault.ts";
import { insertInstallation, readSecretCheck } from "#store/installation.ts";
import { toMoment } from "#store/moments.ts";
import { StoreUnusable } from "#store/store.ts";

/** What a database remembers of the secret that it was made with. */
export function secretCheckOf(vault: Vault): Uint8Array {
  return vault.digest("secret-check", "keywright");
}

/**
 * Makes sure that the database and the secret belong together; a new database takes the secret that it is opened with.
 * @throws StoreUnusable when the database was made with another secret: no key and no token would be found
 */
export async function checkSecret({ store, vault, clock }: Services): Promise<void> {
  const check = secretCheckOf(vault);
  if ((await readSecretCheck(store.read)) === null) {
    await store.transaction(async (tx) => ({
      end: "commit",
      value: await insertInstallation(tx, check, toMoment(clock.now())),
    }));
  }
  const known = await readSecretCheck(store.read);
  if (known === null || Buffer.compare(known, check) !== 0) {
    throw new StoreUnusable(
      "The database was made with another secret. Set KEYWRIGHT_SECRET, or put back the file `secret` that lay beside the database; without it no license key can be read.",
    );
  }
}
