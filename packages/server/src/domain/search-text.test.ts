import { expect, test } from "vitest";
import { readLicenseSearch, readOrderSearch } from "#domain/search-text.ts";

test("digits name an order where orders are searched, and all else is how a customer's e-mail or name begins", () => {
  expect(readOrderSearch("1042")).toEqual({ orderNumber: 1042 });
  expect(readOrderSearch("ines@north")).toEqual({ customer: "ines@north" });
  expect(readOrderSearch("Ines D")).toEqual({ customer: "Ines D" });
});

test("where licenses are searched, a short text is the end of a key, and digits may be an order's number as well", () => {
  expect(readLicenseSearch("ines@")).toEqual({ customer: "ines@" });
  expect(readLicenseSearch("oq7i")).toEqual({ keyEnding: "0Q71" });
  expect(readLicenseSearch("1042")).toEqual({ orderNumber: 1042, keyEnding: "1042" });
  expect(readLicenseSearch("7")).toEqual({ orderNumber: 7 });
  expect(readLicenseSearch("1000042")).toEqual({ orderNumber: 1_000_042 });
});
