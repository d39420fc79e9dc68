import type { Order } from "#data/api.gen.ts";

/** Where orders come from, by name. */
export const SOURCES: Readonly<Record<Order["source"], string>> = {
  api: "API",
  manual: "By hand",
  stripe: "Stripe",
  paddle: "Paddle",
  lemon_squeezy: "Lemon Squeezy",
};
