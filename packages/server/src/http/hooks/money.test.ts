import { expect, test } from "vitest";
import { amountOf } from "#http/hooks/money.ts";

test.each([
  [14_900, "eur", { value: "149.00", currency: "EUR" }],
  [5, "usd", { value: "0.05", currency: "USD" }],
  [0, "usd", { value: "0.00", currency: "USD" }],
  [1_500, "jpy", { value: "1500", currency: "JPY" }],
  [1_500, "kwd", { value: "1.500", currency: "KWD" }],
  [-1, "eur", null],
  [0.5, "eur", null],
  [1, "euro", null],
  [null, "eur", null],
  [1, null, null],
])("%s of the smallest unit of %s", (units, currency, amount) => {
  expect(amountOf(units, currency)).toEqual(amount);
});
