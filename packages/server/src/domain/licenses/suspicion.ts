/** How many days count when keys are looked for that deserve a look. */
export const SUSPICION_DAYS = 7;

/** What one license has seen in these days. */
export interface Traffic {
  /** Activations that were denied. */
  readonly denied: number;
  /** Different devices that were activated. */
  readonly devices: number;
}

/** What is the least that can deserve a look, whatever the limit: what stays below it need not be weighed. */
export const LEAST_SUSPICIOUS: Traffic = { denied: 5, devices: 5 };

/**
 * Whether somebody should look at a key: it was refused again and again, or it wandered over many more devices than it is
 * sold for, as a key does that was published. A license without a limit may have any number of devices.
 */
export function deservesLook({ denied, devices }: Traffic, activationLimit: number | null): boolean {
  if (denied >= LEAST_SUSPICIOUS.denied) return true;
  // Twice the limit, since a customer may replace every device, and three more, since some are set up again.
  return activationLimit !== null && devices >= 2 * activationLimit + 3;
}
