import type { Application } from "./application.ts";
import { expectThat, masked, say, title } from "./story.ts";
import type { Shop } from "./vendor.ts";

/** A license that has expired becomes valid again by a new date; the key and the devices stay. */
export async function extension({ vendor, sell }: Shop, application: Application): Promise<void> {
  title("D. The vendor extends a license");

  const { id, licenseKey } = await sell("Dan", { activationLimit: 1, expiry: { value: 1, unit: "months" } });
  const { instanceId } = await application.activate(licenseKey, "Dan's workstation");
  say(`  Dan has a license for one month (${masked(licenseKey)}) and uses it.`);

  // Nobody wants to wait for a month, so the vendor lets it expire now.
  await vendor.editLicense(id, { expiresOn: "2024-01-31T00:00:00Z" });
  const expired = await application.validate(licenseKey, instanceId);
  say(`  It expires. The application validates: ${expired.code}. "${expired.detail}"`);
  expectThat("an expired license is no longer valid", expired.valid, false);
  expectThat("the application learns why", expired.code, "EXPIRED");

  const expiresOn = `${new Date().getUTCFullYear() + 1}-12-31T23:59:59Z`;
  await vendor.editLicense(id, { expiresOn });
  say(`  Dan pays for more, and the vendor extends the license to ${expiresOn}.`);

  const extended = await application.validate(licenseKey, instanceId);
  say(`  The application validates with the same key on the same device: ${extended.code}.`);
  expectThat("the next validation is valid", extended.code, "VALID");
  expectThat("the application learns the new date", extended.license?.expiresOn, expiresOn);
}
