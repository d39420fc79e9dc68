import { IconClockX, IconHourglass, IconInfinity, IconKey } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { LicenseTerms, PlanPreview } from "#data/api.gen.ts";
import { Icon, type TablerIcon } from "#parts/icon.tsx";
import { counted } from "#parts/measure-words.ts";
import { Skeleton } from "#parts/skeleton.tsx";
import { KeyInWords } from "#parts/terms-words.tsx";
import { OnDate } from "#parts/when.tsx";

/** What certain terms would give. */
export interface Told {
  readonly terms: LicenseTerms;
  readonly preview: PlanPreview;
}

interface PreviewProps {
  /** Null while nothing is known. */
  readonly told: Told | null;
  /** Whether something newer was typed that is not told yet. */
  readonly isStale: boolean;
  /** Whether what was typed can't be sold: why stands beside its field. */
  readonly isWrong: boolean;
  readonly title?: string;
}

/** What a purchase made now would give, in words and as dates. */
export function Preview({ told, isStale, isWrong, title = "What a buyer gets" }: PreviewProps) {
  return (
    <aside className="rail" aria-label={title}>
      <h2>{title}</h2>
      {isWrong ? (
        <p aria-live="polite">One value needs a correction before this can be told.</p>
      ) : told === null ? (
        <p className="skels">
          <Skeleton width="90%" /> <Skeleton width="70%" />
        </p>
      ) : (
        <div className={isStale ? "stale" : undefined} aria-busy={isStale}>
          <p aria-live="polite" className="preview">
            <Sentence {...told} />
          </p>
          <Dates {...told} />
        </div>
      )}
    </aside>
  );
}

function Sentence({ terms, preview }: Told) {
  const { issuedOn, expiresOn, activationLimit } = preview;
  if (issuedOn === null) return <>A purchase made now gets no key. The order is kept all the same.</>;
  const { releaseAfterDays } = terms;
  return (
    <>
      A purchase made now gets <KeyInWords terms={terms} expiresOn={expiresOn} />
      {releaseAfterDays !== null && activationLimit !== null && (
        <>
          {" "}
          When all are taken, a device not seen for <b>{counted(releaseAfterDays, "day")}</b> makes room for a new one.
        </>
      )}
    </>
  );
}

function Dates({ terms, preview }: Told) {
  const { issuedOn, expiresOn, stopsWorkingOn } = preview;
  if (issuedOn === null) return null;
  const hasGrace = terms.graceDays > 0;
  const ifToday = terms.expiry?.from === "first_activation" ? ", if activated today" : "";
  return (
    <ol className="timeline">
      <Step icon={IconKey} tone="dot--ok" when={<OnDate at={issuedOn} />} what="Key issued" />
      {expiresOn === null ? (
        <Step icon={IconInfinity} when="Never" what="Expires" />
      ) : (
        <Step
          icon={hasGrace ? IconHourglass : IconClockX}
          tone={hasGrace ? "dot--warn" : ""}
          isDashed={hasGrace}
          when={<OnDate at={expiresOn} />}
          what={`${hasGrace ? "Expires, grace begins" : "Expires, stops working"}${ifToday}`}
        />
      )}
      {expiresOn !== null && hasGrace && stopsWorkingOn !== null && (
        <Step icon={IconClockX} when={<OnDate at={stopsWorkingOn} />} what="Stops working" />
      )}
    </ol>
  );
}

function Step({
  icon,
  tone = "",
  isDashed = false,
  when,
  what,
}: {
  icon: TablerIcon;
  tone?: string;
  isDashed?: boolean;
  when: ReactNode;
  what: string;
}) {
  return (
    <li className={isDashed ? "dash" : undefined}>
      <span className={`dot ${tone}`}>
        <Icon of={icon} />
      </span>
      <div>
        <p>{when}</p>
        <p>{what}</p>
      </div>
    </li>
  );
}
