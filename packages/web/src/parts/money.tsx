/** An amount: `€149.00`. "—" is read as nothing, so an amount that nobody told is said in words. */
export function Money({ amount }: { amount: { readonly value: string; readonly currency: string } | null }) {
  if (amount === null) return <span className="t3">Not told</span>;
  return <span className="num nowrap">{moneyOf(amount)}</span>;
}

function moneyOf({ value, currency }: { value: string; currency: string }): string {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    return format.format(Number(value));
  } catch {
    // A code that is well formed and means no currency.
    return `${value} ${currency}`;
  }
}
