import { type Context, read } from "#actions/context.ts";
import { type LicenseView, viewLicense } from "#actions/licenses/key.ts";
import { deservesLook, LEAST_SUSPICIOUS, SUSPICION_DAYS } from "#domain/licenses/suspicion.ts";
import type { Refusal } from "#domain/refusal.ts";
import { lastDays, startOfDay } from "#kit/days.ts";
import { findLicenses } from "#store/licenses.ts";
import {
  countActivated,
  countActive,
  countActiveLost,
  countDenied,
  countExpiring,
  countInGrace,
  findFirstSteps,
  type LicenseTraffic,
  listExpiring,
  listTraffic,
} from "#store/overview.ts";
import type { Reader } from "#store/store.ts";
import { validationsSince } from "#store/usage-days.ts";

/** How many days ahead an expiry counts as soon. */
const SOON_DAYS = 30;
/** How many licenses each list holds at most. */
const LISTED = 10;

/** A license whose key deserves a look, and why. */
interface SuspiciousLicense extends Pick<LicenseTraffic, "denied" | "devices" | "since"> {
  readonly license: LicenseView;
}

interface DayOfUse {
  readonly day: string;
  readonly validations: number;
  readonly activated: number;
  readonly denied: number;
}

/** How the installation is doing. */
export interface Overview {
  readonly activeLicenses: number;
  /** How many were active when the days began. */
  readonly activeLicensesBefore: number;
  readonly inGrace: number;
  /** The days looked back at, the oldest first. */
  readonly days: readonly DayOfUse[];
  /** The validations of as many days before. */
  readonly validationsBefore: number;
  readonly expiringSoonCount: number;
  readonly expiringSoon: readonly LicenseView[];
  readonly suspicious: readonly SuspiciousLicense[];
  readonly checklist: Awaited<ReturnType<typeof findFirstSteps>>;
}

/** Tells how the installation is doing. @param dayCount how many days it looks back, today included */
export async function getOverview(context: Context, dayCount: number): Promise<Overview | Refusal> {
  return read(context, "read", async (db) => {
    const now = context.clock.now();
    const before = now.subtract({ hours: 24 * dayCount });
    const soon = now.add({ hours: 24 * SOON_DAYS });
    const { days, validationsBefore } = await countUse(db, now, dayCount);
    const activeLicenses = await countActive(db, now);
    const expiring = await listExpiring(db, now, soon, LISTED);
    return {
      activeLicenses,
      activeLicensesBefore: activeLicenses + (await countActiveLost(db, before, now)),
      inGrace: await countInGrace(db, now),
      days,
      validationsBefore,
      expiringSoonCount: await countExpiring(db, now, soon),
      expiringSoon: expiring.map((record) => viewLicense(context, record, now)),
      suspicious: await findSuspicious(context, db, now),
      checklist: await findFirstSteps(db),
    };
  });
}

async function countUse(db: Reader, now: Temporal.Instant, dayCount: number) {
  const names = lastDays(now, 2 * dayCount);
  const since = startOfDay(now, dayCount - 1);
  const validations = await validationsSince(db, names[0] ?? "");
  const activated = await countActivated(db, since);
  const denied = await countDenied(db, since);
  const days = names.slice(dayCount).map((day): DayOfUse => {
    const number = Temporal.Instant.from(`${day}T00:00:00Z`).epochMilliseconds / 86_400_000;
    return {
      day,
      validations: validations.get(day) ?? 0,
      activated: activated.get(number) ?? 0,
      denied: denied.get(number) ?? 0,
    };
  });
  const validationsBefore = names.slice(0, dayCount).reduce((sum, day) => sum + (validations.get(day) ?? 0), 0);
  return { days, validationsBefore };
}

async function findSuspicious(context: Context, db: Reader, now: Temporal.Instant): Promise<SuspiciousLicense[]> {
  const since = now.subtract({ hours: 24 * SUSPICION_DAYS });
  const traffic = await listTraffic(db, since, LEAST_SUSPICIOUS);
  const suspicious = traffic.filter((seen) => deservesLook(seen, seen.activationLimit)).slice(0, LISTED);
  const licenses = await findLicenses(
    db,
    suspicious.map(({ licenseId }) => licenseId),
  );
  return suspicious.flatMap(({ licenseId, denied, devices, since: first }) => {
    const record = licenses.get(licenseId);
    return record === undefined ? [] : [{ license: viewLicense(context, record, now), denied, devices, since: first }];
  });
}
