import type { License } from "#data/api.gen.ts";
import { useLastEvent } from "#data/last-event.ts";
import { usePlan } from "#data/plans.ts";
import { lengthOf } from "#parts/event-words.tsx";

/** What a license's own fields do not tell of its life. */
interface Life {
  /** The day that belongs to its status: of expiry, of the end of grace, of its deactivation. */
  readonly statusDate: string | null;
  /** How long it will run once a device is activated; null when its time runs, or never ends. */
  readonly notStarted: string | null;
}

export function useLife(license: License): Life {
  const { id, status, expiresOn, graceEndsOn, activatedOn, plan } = license;
  const { data: ended } = useLastEvent({ license: id, type: "license.deactivated" }, "", status === "deactivated");
  const mayStart = expiresOn === null && activatedOn === null && status === "active";
  const { data: edited } = useLastEvent({ license: id, type: "license.edited" }, "", mayStart);
  const { data: issued } = useLastEvent({ license: id, type: "license.issued" }, "", mayStart);
  const { data: terms } = usePlan(plan.id, mayStart);
  const dates = { active: null, expired: expiresOn, in_grace: graceEndsOn, deactivated: ended?.at ?? null };

  // The plan's terms are the license's while it is the same version, and the vendor set no expiry of its own.
  const expiry = terms?.license.expiry;
  const hasTermsOfPlan = mayStart && terms?.version === issued?.data.planVersion && edited === null;
  const isWaiting = hasTermsOfPlan && expiry?.from === "first_activation";
  return {
    statusDate: dates[status],
    notStarted: isWaiting && expiry ? lengthOf(expiry.value, expiry.unit) : null,
  };
}
