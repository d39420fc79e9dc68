import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LicenseValidateResponse } from "@kelviq/node-sdk";
import type { Application } from "./application.ts";
import { expectThat, masked, say, title } from "./story.ts";
import type { Shop } from "./vendor.ts";

/** An application activates once, keeps its instance id on disk, and validates with it from then on. */
export async function startUp({ sell, vendor }: Shop, application: Application): Promise<void> {
  title("C. An application validates at start-up");

  const { id, licenseKey } = await sell("Cleo", { activationLimit: 2 });
  const folder = mkdtempSync(join(tmpdir(), "halcyon-"));
  const file = join(folder, "instance-id");
  try {
    say(`  Cleo has a license for 2 devices (${masked(licenseKey)}).`);
    const first = await start(application, licenseKey, file);
    expectThat("the first start may run", first.code, "VALID");

    const second = await start(application, licenseKey, file);
    expectThat("the second start may run", second.code, "VALID");
    expectThat("the device's metadata comes back as it was sent", second.metadata?.appVersion, "4.2.0");
  } finally {
    rmSync(folder, { recursive: true });
  }

  const { activationUsage } = await vendor.getLicense(id);
  say(`  After two starts ${activationUsage} of 2 devices is in use.`);
  expectThat("the second start takes no second slot", activationUsage, 1);
}

/** What an application does each time that it starts. */
async function start(application: Application, licenseKey: string, file: string): Promise<LicenseValidateResponse> {
  if (existsSync(file)) {
    say("  It starts again and finds its instance id on disk.");
  } else {
    const { instanceId } = await application.activate(licenseKey, "Cleo's tablet");
    writeFileSync(file, instanceId);
    say("  The application starts for the first time, activates, and keeps its instance id on disk.");
  }
  const validated = await application.validate(licenseKey, readFileSync(file, "utf8"));
  say(`  It validates: ${validated.code}. "${validated.detail}"`);
  return validated;
}
