import { expect, test } from "vitest";
import { expectAccessible } from "#test/browser/axe.ts";
import { givenVendor } from "#test/browser/vendor.ts";
import { BOUGHT, checkout, event, SECRET, send } from "#test/sales/stripe.ts";

async function givenSale(theme: "light" | "dark" = "light") {
  const vendor = await givenVendor({ theme, environment: { STRIPE_WEBHOOK_SECRET: SECRET } });
  const plan = await vendor.server.plan();
  const sell = (id: string) =>
    send(
      vendor.server,
      event("checkout.session.completed", BOUGHT, checkout({ id, payment_intent: null, payment_link: "plink_9" })),
    );
  await sell("cs_1");
  return { ...vendor, plan, sell };
}

test("a sale that needs a plan gets one, and the next sale needs nobody", async () => {
  const { server, page, plan, sell } = await givenSale();
  await page.goto("/settings/sales");
  const ask = page.getByRole("region", { name: /^Lena Brandt paid €149\.00/ });
  await ask.getByText("plink_9").waitFor();
  await page.getByRole("link", { name: "Sales 1" }).waitFor();
  await ask.getByRole("button", { name: "Issue key and send it" }).click();
  await page.getByRole("link", { name: "1001" }).waitFor();
  await ask.waitFor({ state: "detached" });
  await sell("cs_2");
  const token = await server.token("read");
  expect((await server.call("GET", "/api/v1/orders", { token })).body.items).toHaveLength(2);

  await page.goto(`/plans/${plan.id}?tab=details`);
  await expect.poll(() => page.getByRole("textbox", { name: "Price 1" }).inputValue()).toBe("plink_9");
  await page.getByRole("button", { name: "Add a price" }).click();
  await page.getByRole("textbox", { name: "Price 2" }).fill("price_7");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText(/^Plan .* saved$/).waitFor();
  const { body } = await server.call("GET", `/api/v1/plans/${plan.id}`, { token });
  expect(body.prices.map(({ id }: { id: string }) => id)).toEqual(["plink_9", "price_7"]);
});

test("a sale that is none of ours is left alone", async () => {
  const { page } = await givenSale();
  await page.goto("/settings/sales");
  await page.getByRole("button", { name: "Not ours" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave it alone" }).click();
  await page.getByText("Left alone", { exact: true }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Issue key and send it" }).count()).toBe(0);
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing in the settings of sales, ${theme}`, async () => {
    const { page, plan } = await givenSale(theme);
    for (const path of ["/settings/sales", `/plans/${plan.id}?tab=details`, `/products/${plan.product.id}`]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page
        .getByText(/Where orders come from|Sold as|A whole refund/)
        .first()
        .waitFor();
      await expectAccessible(page, path);
    }
  });
}
