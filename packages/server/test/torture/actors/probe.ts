import type { Line } from "#test/torture/actors/line.ts";
import type { Shop } from "#test/torture/actors/shop.ts";
import type { Server } from "#test/torture/scene/server.ts";

/** Asks every server about everything that is known, once all is quiet: now each answer can only be right or wrong. */
export async function probe(line: Line, shop: Shop, servers: readonly Server[]): Promise<void> {
  for (const license of shop.licenses) {
    // Every server for itself: one may have kept something that the others have not.
    for (const server of servers) {
      shop.learn(license, await line.call(server, "look", license.id, {}));
      const { id, key, formerKeys, instances } = license;
      for (const licenseKey of [key, ...formerKeys]) await line.call(server, "validate", id, { licenseKey });
      for (const licenseKey of formerKeys) await line.call(server, "activate", id, { licenseKey });
      for (const instanceId of instances) await line.call(server, "validate", id, { licenseKey: key, instanceId });
    }
  }
}
