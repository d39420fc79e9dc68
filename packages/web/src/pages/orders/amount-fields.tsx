import { useOrders } from "#data/orders.ts";
import { SelectField, TextField } from "#parts/field.tsx";

/** What is said of the amount. */
export interface Amount {
  /** As typed; empty = nobody says. */
  readonly value: string;
  /** Empty = as it was last. */
  readonly currency: string;
}

export const NO_AMOUNT: Amount = { value: "", currency: "" };

const FALLBACK = "EUR";

/** The currency of the newest order that has an amount. */
export function useLastCurrency(): string {
  const { items } = useOrders();
  return items.find(({ amount }) => amount !== null)?.amount?.currency ?? FALLBACK;
}

interface AmountFieldsProps {
  readonly amount: Amount;
  readonly lastCurrency: string;
  /** By the field's path in the body. */
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (changes: Partial<Amount>) => void;
}

/** What was paid, and in what. */
export function AmountFields({ amount, lastCurrency, errors, onChange }: AmountFieldsProps) {
  const currency = amount.currency || lastCurrency;
  return (
    <div className="form-2">
      <TextField
        label="Amount"
        inputMode="decimal"
        autoComplete="off"
        value={amount.value}
        error={errors["amount.value"]}
        hint="What was paid, if you want to keep it"
        onChange={({ target }) => onChange({ value: target.value })}
      />
      <SelectField
        label="Currency"
        value={currency}
        error={errors["amount.currency"]}
        onChange={({ target }) => onChange({ currency: target.value })}
      >
        {currenciesWith(currency).map((code) => (
          <option key={code} value={code}>
            {code}, {nameOf(code)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

const NAMES = new Intl.DisplayNames("en", { type: "currency" });

function nameOf(code: string): string {
  return NAMES.of(code) ?? code;
}

/** Every currency that the browser knows; another system may have used one that it does not. */
function currenciesWith(code: string): string[] {
  const known = Intl.supportedValuesOf("currency");
  return known.includes(code) ? known : [code, ...known];
}
