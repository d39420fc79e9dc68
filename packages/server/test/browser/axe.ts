import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/**
 * Nothing on the page as it is now is in the way of people who don't see, or see badly, or use no mouse.
 * @param where what is told of a fault, when the address does not say enough
 */
export async function expectAccessible(page: Page, where = page.url()): Promise<void> {
  // All of our pages are one frame, so axe need not put its findings together on a page of its own, which takes as long again.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe").analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}
