import { AuthenticationError } from "@kelviq/node-sdk";
import type { Application } from "./application.ts";
import { expectRefusal, expectThat, masked, say, title } from "./story.ts";
import type { Shop } from "./vendor.ts";

/** With a limit of one, the second device must wait until the first gives its slot back. */
export async function newDevice({ sell }: Shop, application: Application): Promise<void> {
  title("B. A customer moves to a new device");

  const { licenseKey } = await sell("Ben", { activationLimit: 1 });
  const old = await application.activate(licenseKey, "Ben's old PC");
  say(`  Ben has a license for 1 device (${masked(licenseKey)}) and uses it on his old PC.`);

  const refusal = await expectRefusal(
    "a second device is refused",
    AuthenticationError,
    application.activate(licenseKey, "Ben's new PC"),
  );
  say(`  On his new PC the application is refused: "${refusal.message}"`);
  expectThat("the refusal has a code", refusal.details.code, "ACTIVATION_LIMIT_REACHED");

  await application.deactivate(licenseKey, old.instanceId);
  say("  He deactivates the old PC, which frees its slot.");

  const moved = await application.activate(licenseKey, "Ben's new PC");
  say("  Now the new PC activates.");
  expectThat("one slot is taken, not two", moved.license.activationUsage, 1);
}
