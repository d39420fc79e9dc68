import { IconPackage, IconPlus } from "@tabler/icons-react";
import { useEffect, useId } from "react";
import type { Plan } from "#data/api.gen.ts";
import type { List } from "#data/list.ts";
import { ButtonLink } from "#parts/button.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { FieldError } from "#parts/field.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { Skeleton } from "#parts/skeleton.tsx";
import { wordsOfTerms } from "#parts/terms-words.tsx";

/** Which plan is bought: every plan, by product, with its terms in words. */
export function PlanPicker({
  list,
  value,
  onChange,
  error,
}: {
  list: List<Plan>;
  value: string;
  onChange: (planId: string) => void;
  error: string | undefined;
}) {
  const { items, hasMore, isLoadingMore, more, isPending, problem } = list;
  // A plan that is not listed could not be sold.
  useEffect(() => {
    if (hasMore && !isLoadingMore) more();
  });
  if (problem !== null && items.length === 0) return <ProblemState problem={problem} again={list.again} />;
  if (isPending) {
    return (
      <div className="skels stack-f">
        <Skeleton width={120} />
        <Skeleton width="100%" height={120} />
      </div>
    );
  }
  if (items.length === 0) return <NoPlans />;
  // As they were made: what a shop began with is what it sells most.
  const plans = items.toReversed();
  const products = new Map(plans.map(({ product }) => [product.id, product.name]));
  return (
    <>
      {[...products].map(([productId, productName]) => (
        <PlansOf
          key={productId}
          product={productName}
          plans={plans.filter(({ product }) => product.id === productId)}
          value={value}
          onChange={onChange}
        />
      ))}
      {error && <FieldError>{error}</FieldError>}
    </>
  );
}

function PlansOf({
  product,
  plans,
  value,
  onChange,
}: {
  product: string;
  plans: readonly Plan[];
  value: string;
  onChange: (planId: string) => void;
}) {
  const id = useId();
  return (
    <fieldset>
      <legend className="label">Plan of {product}</legend>
      <ul className="lines lines--pick">
        {plans.map((plan) => (
          <li key={plan.id}>
            <label>
              <input
                className="radio"
                type="radio"
                name="plan"
                checked={plan.id === value}
                onChange={() => onChange(plan.id)}
                aria-describedby={`${id}-${plan.id}`}
                aria-label={plan.name}
              />
              <span>
                <b>{plan.name}</b>
                <small id={`${id}-${plan.id}`}>{wordsOfTerms(plan.license)}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function NoPlans() {
  return (
    <EmptyState
      icon={IconPackage}
      title="No plans yet"
      actions={
        <ButtonLink to="/products" icon={IconPlus}>
          Products and plans
        </ButtonLink>
      }
    >
      An order is a purchase of a plan. Make a product and a plan of it first.
    </EmptyState>
  );
}
