import type { EditPlan, LicenseTerms, PlanDetails, PlanPrice } from "#data/api.gen.ts";
import type { Tagged } from "#data/client.ts";
import { counted, devicesOf, expiryWord } from "#parts/measure-words.ts";
import type { State, Term } from "#parts/use-editing.ts";

/** What is edited of a plan. A number keeps its place while its switch is off; null = its field is empty. */
export interface Values {
  readonly name: string;
  readonly identifier: string;
  readonly description: string;
  readonly prices: readonly PlanPrice[];
  readonly enabled: boolean;
  readonly isLimited: boolean;
  readonly activationLimit: number | null;
  readonly expires: boolean;
  readonly value: number | null;
  readonly unit: NonNullable<LicenseTerms["expiry"]>["unit"];
  readonly from: "purchase" | "first_activation";
  readonly graceDays: number | null;
  readonly releases: boolean;
  readonly releaseAfterDays: number | null;
  /** Which reminders of an expiry are mailed, so many days ahead. */
  readonly days30: boolean;
  readonly days7: boolean;
  readonly days1: boolean;
}

export const TERMS: Term<Values>[] = [
  { name: "Name", fields: ["name"], words: ({ name }) => name },
  { name: "Identifier", fields: ["identifier"], words: ({ identifier }) => identifier },
  { name: "Description", fields: ["description"], words: ({ description }) => description || "None" },
  { name: "Sold as", fields: ["prices"], words: ({ prices }) => prices.map(({ id }) => id).join(", ") || "Nothing" },
  { name: "License keys", fields: ["enabled"], words: ({ enabled }) => (enabled ? "On" : "Off") },
  {
    name: "Activation limit",
    fields: ["isLimited", "activationLimit"],
    words: ({ isLimited, activationLimit }) => (isLimited ? devicesOf(activationLimit) : "Unlimited"),
  },
  {
    name: "License expiry",
    fields: ["expires", "value", "unit", "from"],
    words: ({ expires, value, unit, from }) => (expires ? expiryWord({ value, unit, from }) : "Never"),
  },
  { name: "Grace days", fields: ["graceDays"], words: ({ graceDays }) => counted(graceDays, "day") },
  {
    name: "Unseen devices",
    fields: ["releases", "releaseAfterDays"],
    words: ({ releases, releaseAfterDays }) => (releases ? `freed after ${counted(releaseAfterDays, "day")}` : "kept"),
  },
  {
    name: "Reminders",
    fields: ["days30", "days7", "days1"],
    words: ({ days30, days7, days1 }) => remindersOf([days30 && 30, days7 && 7, days1 && 1]),
  },
];

function remindersOf(chosen: readonly (number | false)[]): string {
  const days = chosen.filter((each) => each !== false);
  return days.length === 0 ? "none" : `${days.join(", ")} days ahead`.replace(/^1 days/, "1 day");
}

/** A plan as the form shows it. Where a switch is off, its number starts with one that often fits. */
export function stateOf({
  etag,
  name,
  identifier,
  description,
  license,
  prices,
  reminders,
}: Tagged<PlanDetails>): State<Values> {
  const { enabled, activationLimit, expiry, graceDays, releaseAfterDays } = license;
  const values: Values = {
    name,
    identifier,
    description,
    prices,
    enabled,
    isLimited: activationLimit !== null,
    activationLimit: activationLimit ?? 5,
    expires: expiry !== null,
    value: expiry?.value ?? 1,
    unit: expiry?.unit ?? "years",
    from: expiry?.from ?? "purchase",
    graceDays,
    releases: releaseAfterDays !== null,
    releaseAfterDays: releaseAfterDays ?? 90,
    ...reminders,
  };
  return { etag, values };
}

/** The terms that the form means. An empty field is no number: checked, and refused, as the server would. */
export function licenseOf(values: Values): LicenseTerms {
  const { enabled, isLimited, activationLimit, expires, value, unit, from, graceDays, releases } = values;
  const number = (typed: number | null) => typed ?? Number.NaN;
  return {
    enabled,
    activationLimit: isLimited ? number(activationLimit) : null,
    expiry: expires ? { value: number(value), unit, from } : null,
    graceDays: number(graceDays),
    releaseAfterDays: releases ? number(values.releaseAfterDays) : null,
  };
}

export function bodyOf(values: Values): EditPlan {
  return {
    name: values.name.trim(),
    identifier: values.identifier.trim(),
    description: values.description,
    prices: values.prices.map(({ provider, id }) => ({ provider, id: id.trim() })),
    license: licenseOf(values),
    reminders: { days30: values.days30, days7: values.days7, days1: values.days1 },
  };
}
