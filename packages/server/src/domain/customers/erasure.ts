import type { Customer } from "#domain/customers/customer.ts";
import type { EventType } from "#domain/events.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import type { Fact } from "#domain/sales/facts.ts";

/* What is left of a customer who was erased: somebody who bought something, and nobody knows who. */

/** A domain that nobody has (RFC 2606). */
const NOWHERE = "@erased.invalid";

/** What stands where an erased customer's e-mail, name and id of the vendor's were. */
export function unrecognisable(id: string): Pick<Customer, "customerId" | "email" | "name"> {
  return { customerId: id, email: `${id}${NOWHERE}`, name: null };
}

export function isErased({ id, email }: Pick<Customer, "id" | "email">): boolean {
  return email.endsWith(NOWHERE) && email === unrecognisable(id).email;
}

/** The refusal of what would make something known about them again. */
export function refuseErased(): Refusal {
  return refuse("CUSTOMER_ERASED", "This customer was erased, and nothing is known of them any more.");
}

/** Whether it is where an erased customer's mails would go. */
export function isNowhere(address: string): boolean {
  return address.endsWith(NOWHERE);
}

/** The same facts of a sale, without whose it was. */
export function withoutBuyer(facts: readonly Fact[]): Fact[] {
  return facts.map((fact) => (fact.kind === "bought" ? { ...fact, buyer: { email: null, name: null } } : fact));
}

/** What an event from before there were chains tells of persons among the rest. */
const PERSONAL = ["name", "fingerprint", "recipient", "reason"];

/**
 * What is left of what such an event tells, without these names, or without all that may be about its customer.
 * @param data as it was recorded
 */
export function withoutPersons(
  type: EventType,
  data: Readonly<Record<string, unknown>>,
  names: readonly string[] | "all",
): Record<string, unknown> {
  // Each of its fields names them.
  if (type === "customer.edited" && names === "all") return {};
  const gone = names === "all" ? PERSONAL : names;
  return Object.fromEntries(Object.entries(data).filter(([name, thing]) => thing === null || !gone.includes(name)));
}
