import { type Change, type Context, write } from "#actions/context.ts";
import { settleAs } from "#actions/sales/settled.ts";
import { lockUnresolved } from "#actions/sales/unresolved.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";

/** Says that a sale is none of ours. What the provider tells of it later changes nothing either. */
export async function dismissSale(context: Context, id: string): Promise<null | Refusal> {
  return write(context, "write", async (tx): Promise<Change<null> | Refusal> => {
    const sale = await lockUnresolved(tx, id);
    if (isRefusal(sale)) return sale;
    await settleAs(tx, sale, "dismissed");
    return { value: null, events: [], keeps: true };
  });
}
