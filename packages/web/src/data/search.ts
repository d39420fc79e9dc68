import { canonicalKey } from "@keywright/contract/license-key";
import type { Customer, License, Order } from "#data/api.gen.ts";
import { answer, api } from "#data/client.ts";
import { findLicense } from "#data/licenses.ts";
import { Problem } from "#data/problem.ts";

/** Something that fits what was typed. */
export type Found =
  | { readonly kind: "license"; readonly license: License }
  | { readonly kind: "order"; readonly order: Order }
  | { readonly kind: "customer"; readonly customer: Customer };

const FEW = 4;

/** What the list of licenses takes as a search: an e-mail up to its @ at least, an order's number, the end of a key. */
const LICENSE_SEARCH = /^(?:[^\s@]+@[^\s@]*|[0-9]{1,15}|[0-9A-Za-z]{2,5})$/;

/** Whether the list of licenses can be searched by this text. */
function isLicenseSearch(text: string): boolean {
  return LICENSE_SEARCH.test(text);
}

/** What a text can mean: a whole key, the end of one, an order's number, a customer's e-mail or name. */
export async function search(text: string, signal: AbortSignal): Promise<Found[]> {
  if (isWholeKey(text)) {
    const license = await licenseOfKey(text);
    return license === null ? [] : [{ kind: "license", license }];
  }
  const params = { query: { limit: FEW, search: text } };
  const [licenses, orders, customers] = await Promise.all([
    isLicenseSearch(text) ? answer(api.GET("/api/v1/licenses", { params, signal })) : { items: [] },
    answer(api.GET("/api/v1/orders", { params, signal })),
    answer(api.GET("/api/v1/customers", { params, signal })),
  ]);
  return [
    ...licenses.items.map((license): Found => ({ kind: "license", license })),
    ...orders.items.map((order): Found => ({ kind: "order", order })),
    ...customers.items.map((customer): Found => ({ kind: "customer", customer })),
  ];
}

/** Whether a text is, or may be meant as, a whole license key: such a text must never get into an address. */
export function isWholeKey(text: string): boolean {
  return !text.includes("@") && canonicalKey(text).length >= 16;
}

/** The license of a pasted key; null when there is none. */
async function licenseOfKey(text: string): Promise<License | null> {
  try {
    return await findLicense(text);
  } catch (error) {
    if (error instanceof Problem && error.code === "LICENSE_NOT_FOUND") return null;
    throw error;
  }
}
