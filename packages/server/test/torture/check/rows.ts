import type { Settings } from "#settings.ts";
import { toldBy } from "#store/events.ts";
import { openStore } from "#store/open.ts";

/* What stands in the database in the end. */

export interface LicenseRow {
  readonly id: string;
  readonly keyEnding: string;
  readonly activationLimit: number | null;
  readonly activationUsage: number;
  readonly expiresAt: number | null;
  readonly deactivatedAt: number | null;
  readonly revision: number;
}

export interface ActivationRow {
  readonly id: string;
  readonly licenseId: string;
  readonly name: string | null;
  readonly fingerprint: string | null;
  readonly activatedAt: number;
  readonly endedAt: number | null;
  readonly ending: string | null;
}

export interface EventRow {
  readonly id: string;
  readonly at: number;
  readonly type: string;
  readonly orderId: string | null;
  readonly licenseId: string | null;
  readonly activationId: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: each type of event has its own
  readonly data: any;
}

export interface OrderRow {
  readonly id: string;
  readonly email: string;
  readonly licenseId: string | null;
}

export interface Rows {
  readonly licenses: readonly LicenseRow[];
  readonly activations: readonly ActivationRow[];
  readonly events: readonly EventRow[];
  readonly orders: readonly OrderRow[];
}

/** Reads everything that the checker looks at. Nothing may change any more. */
export async function readRows({ database }: Settings): Promise<Rows> {
  const store = await openStore(database, Temporal.Now.instant(), () => undefined);
  try {
    const [licenses, activations, events, orders] = await Promise.all([
      store.read.selectFrom("licenses").selectAll().orderBy("id").execute(),
      store.read.selectFrom("activations").selectAll().orderBy("id").execute(),
      store.read.selectFrom("events").selectAll().orderBy("id").execute(),
      store.read
        .selectFrom("orders")
        .innerJoin("customers", "customers.id", "orders.customer_id")
        .leftJoin("licenses", "licenses.order_id", "orders.id")
        .select(["orders.id", "customers.email", "licenses.id as license_id"])
        .execute(),
    ]);
    return {
      licenses: licenses.map((row) => ({
        id: row.id,
        keyEnding: [...row.key_ending_reversed].reverse().join(""),
        activationLimit: row.activation_limit,
        activationUsage: row.activation_usage,
        expiresAt: row.expires_at,
        deactivatedAt: row.deactivated_at,
        revision: row.revision,
      })),
      activations: activations.map((row) => ({
        id: row.id,
        licenseId: row.license_id,
        name: row.name,
        fingerprint: row.fingerprint,
        activatedAt: row.activated_at,
        endedAt: row.ended_at,
        ending: row.ending,
      })),
      events: events.map((row) => ({
        id: row.id,
        at: row.at,
        type: row.type,
        orderId: row.order_id,
        licenseId: row.license_id,
        activationId: row.activation_id,
        data: toldBy(row).data,
      })),
      orders: orders.map((row) => ({ id: row.id, email: row.email, licenseId: row.license_id })),
    };
  } finally {
    await store.close();
  }
}
