import type { Event } from "#data/api.gen.ts";
import { changeOf } from "#parts/event-words.tsx";
import { expiryWord, limitWord } from "#parts/measure-words.ts";

/** What somebody did to a license, after their name: `changed the limit from 5 devices to 8 devices`. */
export function deedOf({ type, data, license }: Event): string {
  if (type === "license.regenerated") return `regenerated its key, which ends in ${license?.keyEnding} now`;
  if (type === "license.deactivated") return "deactivated it for good";
  if (type === "license.suspended") return "suspended it";
  if (type === "license.restored") return "restored it";
  const deeds = [told("limit", data.activationLimit, limitWord), told("expiry", data.expiresOn, expiryWord)].filter(
    (deed) => deed !== null,
  );
  return deeds.length === 0 ? "changed this license" : `changed ${deeds.join(" and ")}`;
}

function told(name: string, value: unknown, word: (value: unknown) => string): string | null {
  const change = changeOf(value);
  return change && `the ${name} from ${word(change.from)} to ${word(change.to)}`;
}
