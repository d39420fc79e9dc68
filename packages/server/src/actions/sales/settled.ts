import type { NewEvent } from "#domain/events.ts";
import type { NewMail } from "#domain/mails/mail.ts";
import { type SaleEffect, setStateOfEvents } from "#store/sale-events.ts";
import { type SaleRecord, updateSale } from "#store/sales.ts";
import type { Tx } from "#store/store.ts";

/** What bringing a sale up to date has done, for the transaction that it was done in. */
export interface Settled {
  readonly effects: readonly SaleEffect[];
  readonly events: readonly NewEvent[];
  readonly mails: readonly NewMail[];
}

export const NOTHING_DONE: Settled = { effects: [], events: [], mails: [] };

/** Says where a sale stands, and all of its events with it. */
export async function settleAs(tx: Tx, { id }: SaleRecord, state: SaleRecord["state"]): Promise<Settled> {
  await updateSale(tx, id, { state });
  await setStateOfEvents(tx, id, state);
  return NOTHING_DONE;
}
