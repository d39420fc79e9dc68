import { type Change, type Context, writeHolding } from "#actions/context.ts";
import { type CustomerDetails, noSuchCustomer, withCounts } from "#actions/customers/get.ts";
import { hiddenFingerprint, isHidden } from "#actions/licenses/fingerprint.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import type { Customer } from "#domain/customers/customer.ts";
import type { NewEvent } from "#domain/events.ts";
import type { Refusal } from "#domain/refusal.ts";
import { findCustomer } from "#store/customers.ts";
import {
  eraseCustomer as eraseCustomerRow,
  eraseDevices,
  eraseFromEvents,
  eraseFromLicenses,
  eraseMails,
  erasePortalSessions,
  eraseSales,
  lockCustomer,
} from "#store/erasure.ts";
import { editLicense, listLicensesOfCustomer } from "#store/licenses.ts";
import type { Tx } from "#store/store.ts";

export interface EraseInput {
  readonly id: string;
  /** Whether their licenses end for ever, too; otherwise they go on for whoever has the keys. */
  readonly endsLicenses: boolean;
}

/**
 * Makes a customer unrecognisable wherever they are known, the record included, in one transaction: what is left is that
 * somebody bought something, and what became of it. Once more, it finds what was written about them since, if anything was.
 */
export async function eraseCustomer(
  context: Context,
  { id, endsLicenses }: EraseInput,
): Promise<CustomerDetails | Refusal> {
  return writeHolding(
    context,
    "admin",
    (tx) => lockCustomer(tx, id),
    async (tx, now): Promise<Change<CustomerDetails> | Refusal> => {
      const customer = await findCustomer(tx, id);
      if (customer === null) return noSuchCustomer();
      const ended = endsLicenses ? await endLicenses(tx, id, now) : [];
      const erased = await eraseEverywhere(context, tx, customer);
      const after = (await findCustomer(tx, id)) ?? customer;
      const value = await withCounts(tx, after);
      if (erased === 0 && ended.length === 0) return { value, events: [] };
      const data = { licensesEnded: ended.length };
      return { value, events: [...ended, { type: "customer.erased", about: { customerId: id }, data }] };
    },
  );
}

/** Answers in how many places there was something. What finds things by the customer's e-mail comes before it is gone. */
async function eraseEverywhere({ vault }: Context, tx: Tx, customer: Customer): Promise<number> {
  const { id } = customer;
  const hide = (licenseId: string, fingerprint: string) =>
    isHidden(fingerprint) ? fingerprint : hiddenFingerprint(vault, licenseId, fingerprint);
  return (
    (await eraseMails(tx, customer)) +
    (await eraseSales(tx, customer)) +
    (await erasePortalSessions(tx, id)) +
    (await eraseFromLicenses(tx, id)) +
    (await eraseDevices(tx, id, hide)) +
    (await eraseFromEvents(tx, id)) +
    (await eraseCustomerRow(tx, id))
  );
}

async function endLicenses(tx: Tx, customerId: string, now: Temporal.Instant): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const record of await listLicensesOfCustomer(tx, customerId)) {
    const { id, deactivatedAt, activationUsage } = record.license;
    if (deactivatedAt !== null) continue;
    await editLicense(tx, id, { deactivatedAt: now });
    const data = { activationsInUse: activationUsage };
    events.push({ type: "license.deactivated", about: subjectsOf(record), data });
  }
  return events;
}
