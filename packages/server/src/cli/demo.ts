import { listAllProducts } from "#actions/products/list.ts";
import { openInstallation } from "#app.ts";
import type { Command } from "#cli/command.ts";
import { playShop } from "#cli/demo/play.ts";
import { Progress } from "#cli/progress.ts";
import { isRefusal } from "#domain/refusal.ts";
import { say } from "#kit/say.ts";

export const demo: Command = {
  usage: "demo",
  summary: "Fill an empty database with a believable shop: nine months of orders, devices and what becomes of them.",
  async run({ settings }) {
    const { services, close } = await openInstallation(settings);
    try {
      const products = await listAllProducts({ ...services, actor: { kind: "operator" } }, { limit: 1, before: null });
      if (isRefusal(products) || products.items.length > 0) {
        say(
          "The database is not empty, and a demo does not belong among real orders. Set KEYWRIGHT_DATA_DIR to a new folder.",
        );
        return 1;
      }
      const progress = new Progress();
      await playShop(services, (done) => progress.show(done));
      progress.end();
      say("The demo shop is open.");
      return 0;
    } finally {
      await close();
    }
  },
};
