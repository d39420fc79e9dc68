/*
 * The story that `examples/workflows.ts` plays: the five workflows of a software vendor, one file each. The vendor's side
 * is in `vendor.ts`, the application's in `application.ts`.
 */
import { ApiError } from "@kelviq/node-sdk";
import { newCustomer } from "./a-new-customer.ts";
import { Application } from "./application.ts";
import { newDevice } from "./b-new-device.ts";
import { startUp } from "./c-start-up.ts";
import { extension } from "./d-extension.ts";
import { compromisedKey } from "./e-compromised-key.ts";
import { findServer, findToken } from "./server.ts";
import { Failure, say } from "./story.ts";
import { openShop } from "./vendor.ts";

const WORKFLOWS = [newCustomer, newDevice, startUp, extension, compromisedKey];

try {
  const url = await findServer(process.env.KEYWRIGHT_URL ?? "http://127.0.0.1:4000");
  const shop = await openShop(url, findToken(process.env.KEYWRIGHT_TOKEN));
  const application = new Application(url);
  for (const play of WORKFLOWS) await play(shop, application);
  say("\nAll five workflows went as promised.");
} catch (error) {
  // Of the SDK's errors the message alone: they carry the whole request and answer, license key included.
  if (!(error instanceof Failure || error instanceof ApiError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
