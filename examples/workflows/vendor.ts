import { randomUUID } from "node:crypto";
import { Failure, say } from "./story.ts";

/* The vendor's side: the Management API, called with `fetch` and a server token. It never leaves the vendor's servers. */

/** What of a license this example looks at. */
interface License {
  id: string;
  licenseKey: string;
  status: "active" | "in_grace" | "expired" | "deactivated";
  expiresOn: string | null;
  activationLimit: number | null;
  activationUsage: number;
}

/** One device on which a license is in use. */
interface Activation {
  instanceId: string;
  name: string | null;
  activatedAt: string;
  lastSeenAt: string;
}

/** The terms of a plan: what each license of it allows. */
interface Terms {
  activationLimit?: number | null;
  expiry?: { value: number; unit: "days" | "months" | "years" } | null;
}

/** A client of the Management API. */
class Vendor {
  readonly #base: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#base = `${url}/api/v1`;
    this.#token = token;
  }

  createProduct(product: { name: string; identifier: string; keyPrefix: string }): Promise<{ id: string }> {
    return this.#call("POST", "/products", product);
  }

  createPlan(productId: string, plan: { name: string; license: Terms }): Promise<{ id: string }> {
    return this.#call("POST", `/products/${productId}/plans`, plan);
  }

  /** Places an order. Its license works the moment that this answers. */
  placeOrder(order: {
    planId: string;
    customer: { email: string; name: string };
  }): Promise<{ number: number; license: License }> {
    return this.#call("POST", "/orders", order);
  }

  getLicense(id: string): Promise<License> {
    return this.#call("GET", `/licenses/${id}`);
  }

  /** Changes the limit or the expiry; null = unlimited, or never. */
  editLicense(id: string, change: { activationLimit?: number | null; expiresOn?: string | null }): Promise<License> {
    return this.#call("PATCH", `/licenses/${id}`, change);
  }

  /** Replaces the key: the old one stops at once, and every activation ends. */
  regenerateKey(id: string): Promise<License> {
    return this.#call("POST", `/licenses/${id}/regenerate`);
  }

  /** The devices on which the license is in use, up to 100; `nextCursor` would lead to more. */
  async listActivations(id: string): Promise<Activation[]> {
    const { items } = await this.#call<{ items: Activation[] }>("GET", `/licenses/${id}/activations?limit=100`);
    return items;
  }

  /** Ends one activation and frees its slot. */
  revoke(id: string, instanceId: string): Promise<void> {
    return this.#call("DELETE", `/licenses/${id}/activations/${instanceId}`);
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.#base + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 401) {
      throw new Failure(
        "The server does not know this token. Set KEYWRIGHT_TOKEN to one of its own, or KEYWRIGHT_DATA_DIR to its folder.",
      );
    }
    const text = await response.text();
    if (!response.ok) throw new Failure(`${method} ${path} was answered with ${response.status}: ${text}`);
    return text === "" ? (undefined as T) : JSON.parse(text);
  }
}

/** A vendor with a product to sell. */
export interface Shop {
  readonly vendor: Vendor;
  /** Sells a new customer a license of a new plan with these terms. */
  sell(customer: string, terms: Terms): Promise<License>;
}

/** Sets up a product of its own for this run: the texts that must be unique end in a part that no other run has. */
export async function openShop(url: string, token: string): Promise<Shop> {
  const vendor = new Vendor(url, token);
  const run = randomUUID().slice(0, 8);
  const product = await vendor.createProduct({ name: "Halcyon", identifier: `halcyon-${run}`, keyPrefix: "HALC" });
  say(`The vendor sells the product halcyon-${run}; its keys begin with HALC.`);
  let plans = 0;
  return {
    vendor,
    async sell(customer, terms) {
      const plan = await vendor.createPlan(product.id, { name: `Plan ${++plans}`, license: terms });
      const email = `${customer.toLowerCase()}-${run}@example.com`;
      const { license } = await vendor.placeOrder({ planId: plan.id, customer: { email, name: customer } });
      return license;
    },
  };
}
