import { IconBan, IconCircleCheck, IconClockX, IconHourglass, IconPlayerPause } from "@tabler/icons-react";
import { shortDateOf } from "#data/moments.ts";
import { Icon } from "#parts/icon.tsx";

const STATUSES = {
  active: { icon: IconCircleCheck, tone: "badge--ok", word: "Active", until: "" },
  in_grace: { icon: IconHourglass, tone: "badge--warn", word: "In grace", until: "In grace until" },
  suspended: { icon: IconPlayerPause, tone: "badge--warn", word: "Suspended", until: "" },
  expired: { icon: IconClockX, tone: "", word: "Expired", until: "Expired" },
  deactivated: { icon: IconBan, tone: "badge--bad", word: "Deactivated", until: "Deactivated" },
};

export type Status = keyof typeof STATUSES;

/**
 * Where a license stands: shape, word and colour.
 * @param date says it with a date where one belongs to it: "In grace until 1 Dec", "Expired 30 Sep"
 */
export function StatusBadge({ status, date = null }: { status: Status; date?: string | null }) {
  const { icon, tone, word, until } = STATUSES[status];
  return (
    <span className={`badge ${tone}`}>
      <Icon of={icon} />
      {date !== null && until !== "" ? `${until} ${shortDateOf(date, Date.now())}` : word}
    </span>
  );
}

/** The word alone, for filters. */
export function wordOfStatus(status: Status): string {
  return STATUSES[status].word;
}
