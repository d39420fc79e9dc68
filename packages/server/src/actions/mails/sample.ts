import type { Services } from "#actions/context.ts";
import { type Letter, withParagraph } from "#domain/mails/letter.ts";
import type { CustomerMail } from "#domain/mails/mail.ts";
import { sampleLetter } from "#domain/mails/samples.ts";
import { switchOf } from "#domain/mails/settings.ts";
import { readMailSwitches } from "#store/mail-settings.ts";
import { listPlans } from "#store/plans.ts";
import type { Reader } from "#store/store.ts";

/** A mail as a made-up customer would get it now who bought what the vendor really sells, if anything. */
export async function writeSample({ clock, publicUrl }: Services, db: Reader, kind: CustomerMail): Promise<Letter> {
  const { items } = await listPlans(db, null, { limit: 20, before: null });
  const plan = items.find(({ terms }) => terms.enabled);
  const sold = { product: plan?.product.name ?? "Your product", plan: plan?.name ?? "Yearly plan" };
  const letter = sampleLetter(kind, { ...sold, portal: `${publicUrl}/portal` }, clock.now());
  return withParagraph(letter, switchOf(await readMailSwitches(db), kind).paragraph);
}
