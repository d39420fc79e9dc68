import type { Context } from "#actions/context.ts";
import { type LicenseView, viewLicense, viewNewLicense } from "#actions/licenses/key.ts";
import { findLicensesOfOrders } from "#store/licenses.ts";
import type { OrderRecord } from "#store/orders.ts";
import type { Reader } from "#store/store.ts";

/** An order and the license that it issued; null when its plan has none. */
export interface OrderView extends OrderRecord {
  readonly license: LicenseView | null;
}

export async function viewOrder(context: Context, db: Reader, record: OrderRecord): Promise<OrderView> {
  return theOne(await viewOrders(context, db, [record]));
}

/** The same for whoever has just placed it, and is told the key whole. */
export async function viewNewOrder(context: Context, db: Reader, record: OrderRecord): Promise<OrderView> {
  return theOne(await viewOrders(context, db, [record], viewNewLicense));
}

function theOne([view]: readonly OrderView[]): OrderView {
  if (view === undefined) throw new Error("an order was given and none came back");
  return view;
}

export async function viewOrders(
  context: Context,
  db: Reader,
  records: readonly OrderRecord[],
  view = viewLicense,
): Promise<OrderView[]> {
  const licenses = await findLicensesOfOrders(
    db,
    records.map(({ order }) => order.id),
  );
  const now = context.clock.now();
  return records.map((record) => {
    const license = licenses.get(record.order.id);
    return { ...record, license: license === undefined ? null : view(context, license, now) };
  });
}
