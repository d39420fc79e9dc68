import { dateOf } from "#data/moments.ts";
import { Money } from "#parts/money.tsx";
import { listOrders } from "#portal/calls.ts";
import { FieldError } from "#portal/controls.tsx";
import { useLoad } from "#portal/use-load.ts";

/** What the customer has bought, the newest first. */
export function Orders() {
  const orders = useLoad(listOrders);
  const items = orders.data?.items ?? [];
  if (items.length === 0 && (orders.problem === null || orders.problem.code === "UNAUTHORIZED")) return null;
  return (
    <section className="section" aria-labelledby="orders">
      <h2 id="orders">My orders</h2>
      {orders.problem && <FieldError>{orders.problem.message}</FieldError>}
      <ul className="rows rows--end">
        {items.map(({ number, createdAt, plan, product, amount }) => (
          <li key={number}>
            <span>
              <b>
                {plan.name}, {product.name}
              </b>
              <small>
                Order {number}, {dateOf(createdAt)}
              </small>
            </span>
            {amount === null ? <span /> : <Money amount={amount} />}
          </li>
        ))}
      </ul>
      {orders.data?.nextCursor && <p className="dev-more">The newest hundred are shown.</p>}
    </section>
  );
}
