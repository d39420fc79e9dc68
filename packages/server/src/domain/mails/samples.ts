import type { Letter } from "#domain/mails/letter.ts";
import { deviceEndedLetter, newDeviceLetter } from "#domain/mails/letters/device.ts";
import { expiredLetter, expiringLetter } from "#domain/mails/letters/expiry.ts";
import { keyLetter, regeneratedLetter } from "#domain/mails/letters/key.ts";
import { keyRecoveryLetter } from "#domain/mails/letters/key-recovery.ts";
import { maskKey } from "#domain/mails/letters/words.ts";
import type { CustomerMail } from "#domain/mails/mail.ts";
import { REMINDER_DAYS } from "#domain/mails/reminders.ts";

/** A key that no license has: its check symbol is wrong. */
export const SAMPLE_KEY = "HALC-7XK2M-R40TD-9WQHB-3VE6Z-C5NPG";

/** Each mail as a made-up customer would get it now, to be looked at. @param product what the vendor sells */
export function sampleLetter(
  kind: CustomerMail,
  { product, plan, portal }: { readonly product: string; readonly plan: string; readonly portal: string },
  now: Temporal.Instant,
): Letter {
  const at = (days: number) => now.add({ hours: 24 * days });
  const license = {
    ...{ product, plan, portal, key: SAMPLE_KEY, maskedKey: maskKey(SAMPLE_KEY), keyEnding: SAMPLE_KEY.slice(-5) },
    ...{ buyer: { name: "Ines Duarte", email: "ines@northlight.example" }, limit: 5, use: 2 },
    ...{ expiresAt: at(365), graceEndsAt: at(372), graceDays: 7, lasts: null },
    order: { number: 10482, amount: { value: "149.00", currency: "EUR" } },
  };
  const expiring = { ...license, expiresAt: at(7), graceEndsAt: at(14), use: 5 };
  const expired = { ...expiring, expiresAt: now, graceEndsAt: at(7) };
  const device = { name: "Studio Mac", at: now };
  switch (kind) {
    case "key_on_purchase":
      return keyLetter(license);
    case "key_regenerated":
      return regeneratedLetter(license, "ZP0KD");
    case "expiring":
      return expiringLetter(expiring, 7, REMINDER_DAYS);
    case "expired":
      return expiredLetter(expired);
    case "new_device":
      return newDeviceLetter(license, device);
    case "device_ended":
      return deviceEndedLetter({ ...license, use: 1 }, device);
    case "key_recovery":
      return keyRecoveryLetter(license.buyer, [license], { more: 0, portal });
  }
}
