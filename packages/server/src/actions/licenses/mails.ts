import { keyEnding } from "@keywright/contract/license-key";
import type { Services } from "#actions/context.ts";
import { openKey } from "#actions/licenses/key.ts";
import { expiresAt, graceEndsAt } from "#domain/licenses/terms.ts";
import { deviceEndedLetter, newDeviceLetter } from "#domain/mails/letters/device.ts";
import { expiredLetter, expiringLetter } from "#domain/mails/letters/expiry.ts";
import { keyLetter, regeneratedLetter } from "#domain/mails/letters/key.ts";
import { type LicenseToTell, maskKey } from "#domain/mails/letters/words.ts";
import { type NewMail, usefulFrom } from "#domain/mails/mail.ts";
import { daysLeft } from "#domain/mails/reminders.ts";
import type { Amount } from "#domain/orders/order.ts";
import type { LicenseForUse } from "#store/license-rows.ts";
import type { LicenseRecord } from "#store/licenses.ts";

/* The mails that tell a license's buyer what became of it. Each is returned with the change that it tells of. */

/** The key, to whoever bought it. */
export function keyMail(services: Services, license: LicenseRecord, amount: Amount | null): NewMail {
  const key = keyOf(services, license);
  const order = { number: license.order.number, amount };
  return mailAbout(license, {
    kind: "key_on_purchase",
    letter: keyLetter({ ...toldOf(services, license, key), key, order }),
    usefulUntil: usefulFrom(services.clock.now()),
  });
}

/** The key that took the place of another one. */
export function regeneratedMail(services: Services, license: LicenseRecord, formerEnding: string): NewMail {
  const key = keyOf(services, license);
  const order = { number: license.order.number, amount: null };
  const letter = regeneratedLetter({ ...toldOf(services, license, key), key, order }, formerEnding);
  return mailAbout(license, { kind: "key_regenerated", letter, usefulUntil: usefulFrom(services.clock.now()) });
}

/** That a device was activated. @param license as it is with that device */
export function newDeviceMail(
  services: Services,
  license: LicenseForUse,
  { name }: { readonly name: string | null },
  at: Temporal.Instant,
): NewMail {
  const letter = newDeviceLetter(toldOf(services, license, keyOf(services, license)), { name, at });
  return mailAbout(license, { kind: "new_device", letter, usefulUntil: usefulFrom(at) });
}

/** That a device was ended in the portal. @param license as it is without that device */
export function deviceEndedMail(
  services: Services,
  license: LicenseForUse,
  { name }: { readonly name: string | null },
  at: Temporal.Instant,
): NewMail {
  const letter = deviceEndedLetter(toldOf(services, license, keyOf(services, license)), { name, at });
  return mailAbout(license, { kind: "device_ended", letter, usefulUntil: usefulFrom(at) });
}

/** That a license expires soon. Of no use once it has. */
export function expiringMail(
  services: Services,
  license: LicenseForUse,
  { at, reminders }: { readonly at: Temporal.Instant; readonly reminders: readonly number[] },
  now: Temporal.Instant,
): NewMail {
  const told = { ...toldOf(services, license, keyOf(services, license)), expiresAt: at };
  return mailAbout(license, {
    kind: "expiring",
    letter: expiringLetter(told, daysLeft(at, now), reminders),
    usefulUntil: Temporal.Instant.compare(at, usefulFrom(now)) < 0 ? at : usefulFrom(now),
  });
}

/** That a license has expired. */
export function expiredMail(
  services: Services,
  license: LicenseForUse,
  at: Temporal.Instant,
  now: Temporal.Instant,
): NewMail {
  const told = { ...toldOf(services, license, keyOf(services, license)), expiresAt: at };
  return mailAbout(license, { kind: "expired", letter: expiredLetter(told), usefulUntil: usefulFrom(now) });
}

/** What a letter may know of a license: of its key, the ends alone. */
export function toldOf({ publicUrl }: Services, record: LicenseForUse, key: string): LicenseToTell {
  const { license, product, plan, customer } = record;
  return {
    product: product.name,
    plan: plan.name,
    buyer: { name: customer.name, email: customer.email },
    maskedKey: maskKey(key),
    keyEnding: keyEnding(key),
    limit: license.activationLimit,
    use: license.activationUsage,
    expiresAt: expiresAt(license.expiry),
    lasts: license.expiry.kind === "after_first_activation" ? license.expiry.duration : null,
    graceEndsAt: license.graceDays === 0 ? null : graceEndsAt(license),
    graceDays: license.graceDays,
    portal: `${publicUrl}/portal`,
  };
}

function keyOf({ vault }: Services, { license, keySealed }: LicenseForUse): string {
  return openKey(vault, license.id, keySealed);
}

function mailAbout({ license, customer }: LicenseForUse, mail: Omit<NewMail, "to" | "licenseId">): NewMail {
  return { ...mail, to: customer.email, licenseId: license.id };
}
