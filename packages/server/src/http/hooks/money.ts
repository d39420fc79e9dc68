import type { Amount } from "#domain/orders/order.ts";

/** Currencies whose smallest unit is not a hundredth, as payment providers count them. */
const DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" ").map((currency) => [currency, 0]),
  ),
  ...Object.fromEntries("BHD JOD KWD OMR TND".split(" ").map((currency) => [currency, 3])),
};

/** An amount that is given in the currency's smallest unit; null when it can't be one. */
export function amountOf(units: number | null, code: string | null): Amount | null {
  const currency = code?.toUpperCase() ?? "";
  if (units === null || !Number.isSafeInteger(units) || units < 0 || units >= 1e14 || !/^[A-Z]{3}$/.test(currency))
    return null;
  const digits = DIGITS[currency] ?? 2;
  const text = String(units).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  return { value: digits === 0 ? whole : `${whole}.${text.slice(-digits)}`, currency };
}
