import { expiryWord, limitWord } from "#parts/measure-words.ts";

/* What an edit changed, in words. */

interface Change {
  readonly from: unknown;
  readonly to: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** What changes with every edit tells nobody anything. */
const UNTOLD = new Set(["version", "revision", "modifiedAt"]);

const NAMES: Readonly<Record<string, string>> = {
  activationLimit: "activation limit",
  customerId: "your id",
  expiresOn: "expiry",
  expiry: "license expiry",
  graceDays: "days of grace",
  keyPrefix: "key prefix",
  onRefund: "what a refund does",
  renewalUrl: "renewal address",
  releaseAfterDays: "days until an unseen device gives way",
  taxCode: "tax code",
};

/** One phrase for each field of an edit: `activation limit from 1 device to 2 devices`. */
export function changesOf(data: Fields): string[] {
  return Object.entries(data).flatMap(([field, change]) => {
    if (!isChange(change) || UNTOLD.has(field)) return [];
    if (field === "terms") return changesWithin(change, "license terms");
    if (field === "portal") return changesWithin(change, "portal settings");
    if (field === "endDevices") return [`ending devices in the portal turned ${change.to ? "on" : "off"}`];
    if (field === "regenerate") return [`new keys in the portal turned ${change.to ? "on" : "off"}`];
    if (field === "enabled") return [`license keys turned ${change.to ? "on" : "off"}`];
    if (field === "description" || field === "amount") return [field];
    if (field === "customer") return ["buyer"];
    if (field === "prices") return ["what it is sold as"];
    return [`${NAMES[field] ?? field} from ${saidOf(field, change.from)} to ${saidOf(field, change.to)}`];
  });
}

function changesWithin({ from, to }: Change, whole: string): string[] {
  if (!isRecord(from) || !isRecord(to)) return [whole];
  const fields = Object.keys(to).filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]));
  return changesOf(Object.fromEntries(fields.map((field) => [field, { from: from[field], to: to[field] }])));
}

function saidOf(field: string, value: unknown): string {
  if (field === "activationLimit") return limitWord(value);
  if (field === "expiresOn" || field === "expiry") return expiryWord(value);
  if (value === null || value === "") return field === "releaseAfterDays" ? "never" : "nothing";
  if (field === "name") return `“${String(value)}”`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function isChange(value: unknown): value is Change {
  return isRecord(value) && "from" in value && "to" in value;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
