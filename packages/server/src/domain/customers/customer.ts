/** Who buys. */
export interface Customer {
  readonly id: string;
  /** The vendor's own id of the customer; ours when the vendor gave none. */
  readonly customerId: string;
  readonly email: string;
  readonly name: string | null;
}

/** What identifies a customer: the e-mail, whatever its case. */
export function foldEmail(email: string): string {
  return email.toLowerCase();
}

/** A name as it is searched: whatever its case, and however its accents were typed. */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
