import { NotFoundError } from "@kelviq/node-sdk";
import type { Application } from "./application.ts";
import { expectRefusal, expectThat, masked, say, title } from "./story.ts";
import type { Shop } from "./vendor.ts";

/** A key that has leaked: the vendor sees it, ends the strangers' activations, and gives the customer a new key. */
export async function compromisedKey({ vendor, sell }: Shop, application: Application): Promise<void> {
  title("E. A key is compromised");

  const { id, licenseKey: leaked } = await sell("Eve", { activationLimit: 10 });
  await application.activate(leaked, "Eve's laptop");
  for (let stranger = 1; stranger <= 4; stranger++) await application.activate(leaked, `Unknown device ${stranger}`);
  say(`  Eve's key (${masked(leaked)}) was posted in a forum, and strangers activate with it.`);

  const activations = await vendor.listActivations(id);
  const strangers = activations.filter(({ name }) => name !== "Eve's laptop");
  say(`  The vendor lists the activations: ${activations.length}, where Eve has one laptop.`);
  expectThat("the vendor sees every activation", strangers.length, 4);

  for (const { instanceId } of strangers) await vendor.revoke(id, instanceId);
  const { activationUsage } = await vendor.getLicense(id);
  say(`  The vendor revokes the ${strangers.length} that are not hers. ${activationUsage} is left in use.`);
  expectThat("revoking frees the slots", activationUsage, 1);
  const revoked = await expectRefusal(
    "a revoked device no longer validates",
    NotFoundError,
    application.validate(leaked, strangers[0]?.instanceId),
  );
  expectThat("the revoked device learns why", revoked.details.code, "INSTANCE_NOT_FOUND");

  // Strangers still know the key and would be back in a minute.
  const { licenseKey } = await vendor.regenerateKey(id);
  say(`  The vendor regenerates the key, and sends Eve the new one: ${masked(licenseKey)}.`);
  const dead = await expectRefusal("the old key is dead at once", NotFoundError, application.validate(leaked));
  say(`  The old key validates no more: ${dead.details.code}. "${dead.message}"`);
  expectThat("the application learns why", dead.details.code, "INVALID_KEY");
  await expectRefusal("the old key activates no more", NotFoundError, application.activate(leaked, "Unknown device 5"));

  const { instanceId } = await application.activate(licenseKey, "Eve's laptop");
  const validated = await application.validate(licenseKey, instanceId);
  say(`  Eve activates with the new key: ${validated.code}.`);
  expectThat("the new key works", validated.code, "VALID");
  expectThat("only Eve's own device is in use", validated.license?.activationUsage, 1);
}
