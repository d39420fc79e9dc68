import type { Application } from "./application.ts";
import { expectThat, masked, say, title } from "./story.ts";
import type { Shop } from "./vendor.ts";

/** The order answers with a key that works at once; the application activates with it. */
export async function newCustomer({ vendor, sell }: Shop, application: Application): Promise<void> {
  title("A. A new customer buys and activates");

  const license = await sell("Ana", { activationLimit: 3, expiry: { value: 1, unit: "years" } });
  say(`  Ana buys a license for 3 devices and one year. Her key is ${masked(license.licenseKey)}.`);
  expectThat("a new license is active", license.status, "active");

  const activated = await application.activate(license.licenseKey, "Ana's laptop");
  say(`  She types the key into the application, which activates. 1 of 3 devices is in use.`);
  expectThat("one slot is taken", activated.license.activationUsage, 1);
  expectThat("the application learns when the license expires", activated.expiresOn, license.expiresOn);

  const [device] = await vendor.listActivations(license.id);
  say(`  The vendor sees the device: ${device?.name}.`);
  expectThat("the vendor sees the device's name", device?.name, "Ana's laptop");
  expectThat("the vendor sees the same instance", device?.instanceId, activated.instanceId);
}
