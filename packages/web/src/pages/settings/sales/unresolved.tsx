import { IconAlertCircle, IconSelector } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { UnresolvedSale } from "#data/api.gen.ts";
import { usePlans } from "#data/plans.ts";
import type { Problem } from "#data/problem.ts";
import { useDismissSale, useResolveSale, useUnresolvedSales } from "#data/sales.ts";
import { Button } from "#parts/button.tsx";
import { ShowMore } from "#parts/data-table.tsx";
import { ConfirmDialog } from "#parts/dialog.tsx";
import { Icon } from "#parts/icon.tsx";
import { Money } from "#parts/money.tsx";
import { Note } from "#parts/note.tsx";
import { Section } from "#parts/section.tsx";
import { toast } from "#parts/toast.tsx";
import { AtTime } from "#parts/when.tsx";

/** The sales of which nobody knows what was bought. Not there while there are none. */
export function Unresolved() {
  const sales = useUnresolvedSales();
  if (sales.items.length === 0) return null;
  return (
    <Section title="Needs a plan" {...(!sales.hasMore && { count: sales.items.length })}>
      <div className="asks">
        {sales.items.map((sale) => (
          <Ask key={sale.id} sale={sale} />
        ))}
      </div>
      {sales.hasMore && <ShowMore list={sales} order="Newest first" />}
    </Section>
  );
}

function Ask({ sale }: { sale: UnresolvedSale }) {
  const plans = usePlans();
  const resolve = useResolveSale(sale.id);
  const [planId, setPlanId] = useState("");
  const [addPrice, setAddPrice] = useState(true);
  const [isDismissing, setIsDismissing] = useState(false);
  const id = useId();
  const chosen = plans.items.find((plan) => plan.id === planId) ?? plans.items[0];
  const { buyer, prices, amount, boughtAt } = sale;
  const who = buyer.name ?? buyer.email ?? "Somebody";
  const issue = () => {
    if (chosen === undefined || resolve.isPending) return;
    resolve.mutate(
      { planId: chosen.id, addPrice: addPrice && prices.length > 0 },
      { onSuccess: ({ number }) => toast(`Order ${number} placed for ${who}`) },
    );
  };
  return (
    <section className="card form form--ask" aria-labelledby={`${id}-h`}>
      <div className="row row--top">
        <div className="row-t">
          <h3 id={`${id}-h`}>
            {who} paid {amount === null ? "an amount that nobody told" : <Money amount={amount} />},{" "}
            <AtTime at={boughtAt} within />
          </h3>
          <p>
            {buyer.name !== null && buyer.email !== null && `${buyer.email}, `}
            <Why sale={sale} /> There is no key yet.
          </p>
        </div>
        <span className="badge badge--warn">
          <Icon of={IconAlertCircle} />
          Needs a plan
        </span>
      </div>
      <div className="ask-row">
        <label className="vh" htmlFor={`${id}-plan`}>
          Plan
        </label>
        <div className="input">
          <select id={`${id}-plan`} value={chosen?.id ?? ""} onChange={({ target }) => setPlanId(target.value)}>
            {plans.items.map((plan) => (
              <option key={plan.id} value={plan.id}>
                {plan.product.name}: {plan.name}
              </option>
            ))}
          </select>
          <Icon of={IconSelector} />
        </div>
        <Button
          look="main"
          size="lg"
          onClick={issue}
          disabled={chosen === undefined}
          busy={resolve.isPending}
          busyLabel="Issuing"
        >
          Issue key and send it
        </Button>
        <Button look="quiet" size="lg" onClick={() => setIsDismissing(true)}>
          Not ours
        </Button>
      </div>
      {prices.length > 0 && (
        <label className="tick">
          <input
            className="check"
            type="checkbox"
            checked={addPrice}
            onChange={({ target }) => setAddPrice(target.checked)}
          />
          <span>Add this price to the plan, so that the next sale needs nobody</span>
        </label>
      )}
      {resolve.error && <Refused problem={resolve.error} />}
      <Dismiss sale={sale} who={who} opened={isDismissing} onClose={() => setIsDismissing(false)} />
    </section>
  );
}

function Refused({ problem }: { problem: Problem }) {
  return (
    <Note tone="bad" role="alert">
      {Object.values(problem.fieldErrors)[0] ?? problem.message}
    </Note>
  );
}

/** Why nobody knows what was bought. */
function Why({ sale: { planIdentifier, prices } }: { sale: UnresolvedSale }) {
  if (planIdentifier !== null)
    return (
      <>
        for the plan <span className="mono">{planIdentifier}</span>, which does not exist.
      </>
    );
  if (prices.length === 0) return <>through a sale that names neither a plan nor a price.</>;
  return (
    <>
      through{" "}
      {prices.map((price, index) => (
        <span key={price}>
          {index > 0 && ", "}
          <span className="mono breaks">{price}</span>
        </span>
      ))}
      , which no plan names.
    </>
  );
}

function Dismiss({
  sale,
  who,
  opened,
  onClose,
}: {
  sale: UnresolvedSale;
  who: string;
  opened: boolean;
  onClose: () => void;
}) {
  const dismiss = useDismissSale(sale.id);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title="Leave this sale alone"
      about={who}
      verb="Leave it alone"
      busyVerb="Leaving it"
      wayOut="Keep it here"
      busy={dismiss.isPending}
      problem={dismiss.error}
      warning={
        <>
          <b>No key is issued for it</b>, whatever the provider tells of it later. If it was yours after all, place the
          order by hand.
        </>
      }
      onSubmit={() => dismiss.mutate(undefined, { onSuccess: onClose })}
    />
  );
}
