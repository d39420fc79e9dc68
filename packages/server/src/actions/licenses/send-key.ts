import { type Context, writeLocked } from "#actions/context.ts";
import { noSuchLicense } from "#actions/licenses/get.ts";
import { type LicenseView, viewLicense } from "#actions/licenses/key.ts";
import { keyMail } from "#actions/licenses/mails.ts";
import { subjectsOf } from "#actions/licenses/subjects.ts";
import { ofProduct, withinReach } from "#domain/actor.ts";
import { isErased, refuseErased } from "#domain/customers/erasure.ts";
import { type Refusal, refuse } from "#domain/refusal.ts";
import { findLicense } from "#store/licenses.ts";
import { findOrder } from "#store/orders.ts";

/** Mails the key to its buyer once more, also where the vendor has turned the mail at the purchase off. */
export async function sendKey(context: Context, id: string): Promise<LicenseView | Refusal> {
  return writeLocked(context, ofProduct("support"), { table: "licenses", id }, async (tx, now) => {
    const record = withinReach(context.actor, await findLicense(tx, id));
    if (record === null) return noSuchLicense();
    if (!context.sendsMail) return noMail();
    if (isErased(record.customer)) return refuseErased();
    if (record.license.deactivatedAt !== null)
      return refuse("LICENSE_DEACTIVATED", "This license is deactivated for ever.");
    const order = await findOrder(tx, record.order.id);
    return {
      value: viewLicense(context, record, now),
      events: [{ type: "license.key_sent", about: subjectsOf(record), personal: { recipient: record.customer.email } }],
      mails: [{ ...keyMail(context, record, order?.order.amount ?? null), isAskedFor: true }],
    };
  });
}

/** The refusal of a mail that somebody asks for where none is sent. */
function noMail(): Refusal {
  return refuse("MAIL_OFF", "This server sends no mail: SMTP_URL is not set.");
}
