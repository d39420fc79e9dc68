import type { Customer } from "#domain/customers/customer.ts";
import { isErased } from "#domain/customers/erasure.ts";
import type { Vault } from "#kit/vault.ts";

/**
 * How a device's fingerprint is kept: as it is; and of a customer who was erased as a keyed hash, by which the device gets
 * its own activation back, and which tells nobody anything about the device.
 */
export function fingerprintOnRecord(
  vault: Vault,
  {
    license,
    customer,
  }: { readonly license: { readonly id: string }; readonly customer: Pick<Customer, "id" | "email"> },
  fingerprint: string | null,
): string | null {
  return fingerprint === null || !isErased(customer) ? fingerprint : hiddenFingerprint(vault, license.id, fingerprint);
}

/** The keyed hash of a fingerprint, which differs from license to license. */
export function hiddenFingerprint(vault: Vault, licenseId: string, fingerprint: string): string {
  return HIDDEN + Buffer.from(vault.digest("fingerprint", `${licenseId} ${fingerprint}`)).toString("base64url");
}

/** Whether it is such a hash already. */
export function isHidden(fingerprint: string): boolean {
  return fingerprint.startsWith(HIDDEN);
}

const HIDDEN = "erased:";
