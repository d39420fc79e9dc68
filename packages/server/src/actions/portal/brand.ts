import type { Services } from "#actions/context.ts";
import { textOn } from "#domain/mails/color.ts";
import { readMailSettings } from "#store/mail-settings.ts";
import { listProducts } from "#store/products.ts";
import type { Reader } from "#store/store.ts";

/** How the vendor is shown to customers. */
export interface Brand {
  readonly name: string;
  /** Where customers write to; null = nowhere. */
  readonly contact: string | null;
  /** The vendor's colour, and what reads well on it, as `#rrggbb`. */
  readonly color: string;
  readonly textColor: string;
  /** The picture itself, as an address that holds it; null = there is none. */
  readonly logo: string | null;
}

/** Who sells, as their mails show it. For anybody, as the portal's door shows it. */
export async function getBrand({ store, mailServer }: Services): Promise<Brand> {
  const { senderName, replyTo, color, logo } = await readMailSettings(store.read);
  return {
    name: senderName ?? mailServer?.from.name ?? (await onlyProduct(store.read)) ?? "Keywright",
    contact: replyTo ?? mailServer?.from.address ?? null,
    color,
    textColor: textOn(color),
    logo: logo && `data:${logo.type};base64,${Buffer.from(logo.bytes).toString("base64")}`,
  };
}

/** Whoever sells one thing is known by it. */
async function onlyProduct(db: Reader): Promise<string | null> {
  const { items, next } = await listProducts(db, null, { limit: 1, before: null });
  return next === null ? (items[0]?.name ?? null) : null;
}
