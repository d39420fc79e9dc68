import { IconPlus, IconSelector, IconTrash } from "@tabler/icons-react";
import type { PlanPrice } from "#data/api.gen.ts";
import { SOURCES } from "#data/sources.ts";
import { Button, IconButton } from "#parts/button.tsx";
import { FieldError } from "#parts/field.tsx";
import { Icon } from "#parts/icon.tsx";

const PROVIDERS: readonly PlanPrice["provider"][] = ["stripe", "paddle", "lemon_squeezy"];

/** What payment providers call what this plan is sold as: a row for each. */
export function PricesForm({
  prices,
  errors,
  onChange,
}: {
  prices: readonly PlanPrice[];
  errors: Readonly<Record<string, string>>;
  onChange: (prices: readonly PlanPrice[]) => void;
}) {
  const change = (index: number, changes: Partial<PlanPrice>) =>
    onChange(prices.map((price, each) => (each === index ? { ...price, ...changes } : price)));
  return (
    <fieldset className="prices">
      <legend className="label">Sold as</legend>
      {prices.map((price, index) => {
        const error = errors[`prices.${index}.id`] ?? errors[`prices.${index}`];
        return (
          <div key={index} className="price">
            <span className="input">
              <select
                aria-label={`Provider ${index + 1}`}
                value={price.provider}
                onChange={({ target }) => change(index, { provider: target.value as PlanPrice["provider"] })}
              >
                {PROVIDERS.map((provider) => (
                  <option key={provider} value={provider}>
                    {SOURCES[provider]}
                  </option>
                ))}
              </select>
              <Icon of={IconSelector} />
            </span>
            <span className="input mono">
              <input
                type="text"
                aria-label={`Price ${index + 1}`}
                aria-invalid={error ? true : undefined}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                placeholder="price_… or plink_…"
                value={price.id}
                onChange={({ target }) => change(index, { id: target.value })}
              />
            </span>
            <IconButton
              look="quiet"
              icon={IconTrash}
              label={`Remove price ${index + 1}`}
              onClick={() => onChange(prices.filter((_, each) => each !== index))}
            />
            {error && <FieldError>{error}</FieldError>}
          </div>
        );
      })}
      <div>
        <Button size="sm" icon={IconPlus} onClick={() => onChange([...prices, { provider: "stripe", id: "" }])}>
          Add a price
        </Button>
      </div>
      <p className="hint">A sale of one of these prices, payment links or variants is an order of this plan.</p>
    </fieldset>
  );
}
