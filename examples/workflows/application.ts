import { Kelviq, type LicenseActivateResponse, type LicenseValidateResponse } from "@kelviq/node-sdk";

/*
 * The application's side: the License API, called by the npm package `@kelviq/node-sdk` as it is published. It is told the
 * address of Keywright and nothing else. No secret is needed: the SDK wants an access token, and any text will do.
 * `logger: false` matters, since its own logger writes whole license keys.
 */

/** The licensed application, as it stands on the devices of customers. */
export class Application {
  readonly #licenses: Kelviq["license"];

  constructor(url: string) {
    this.#licenses = new Kelviq({ baseUrl: url, accessToken: "none", logger: false }).license;
  }

  /** Takes a slot for this device. Throws AuthenticationError when the license admits no new device. */
  activate(licenseKey: string, device: string): Promise<LicenseActivateResponse> {
    return this.#licenses.activate({
      licenseKey,
      instanceName: device,
      metadata: { os: "linux", appVersion: "4.2.0" },
    });
  }

  /** Asks whether the license may be used here. Throws NotFoundError for a key or an instance that is not there. */
  validate(licenseKey: string, instanceId?: string): Promise<LicenseValidateResponse> {
    return this.#licenses.validate({ licenseKey, instanceId: instanceId ?? null });
  }

  /** Gives this device's slot back. */
  async deactivate(licenseKey: string, instanceId: string): Promise<void> {
    await this.#licenses.deactivate({ licenseKey, instanceId });
  }
}
