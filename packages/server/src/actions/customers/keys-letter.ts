import type { Services } from "#actions/context.ts";
import { openKey } from "#actions/licenses/key.ts";
import { toldOf } from "#actions/licenses/mails.ts";
import type { Letter } from "#domain/mails/letter.ts";
import { keyRecoveryLetter } from "#domain/mails/letters/key-recovery.ts";
import { findCustomerByEmail } from "#store/customers.ts";
import { listLicenses } from "#store/license-search.ts";

/** How many keys one mail holds at most. */
const MOST = 20;
/** How many licenses are looked at to find them. */
const MOST_READ = 100;

/** Who bought with this address, and the letter with all keys that are not deactivated; null when nobody did. */
export async function writeKeysLetter(
  services: Services,
  email: string,
): Promise<{ readonly to: string; readonly letter: Letter } | null> {
  const { store, vault, publicUrl } = services;
  const customer = await findCustomerByEmail(store.read, email);
  if (customer === null) return null;
  const page = { limit: MOST_READ, before: null };
  const bought = await listLicenses(store.read, { customer: customer.id }, services.clock.now(), page);
  const records = bought.items.filter(({ license }) => license.deactivatedAt === null);
  if (records.length === 0) return null;
  const licenses = records.slice(0, MOST).map((record) => {
    const key = openKey(vault, record.license.id, record.keySealed);
    return { ...toldOf(services, record, key), key };
  });
  const more = records.length - licenses.length;
  return { to: customer.email, letter: keyRecoveryLetter(customer, licenses, { more, portal: `${publicUrl}/portal` }) };
}
