import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { Icon, type TablerIcon } from "#parts/icon.tsx";
import { AtTime, Clock } from "#parts/when.tsx";

export interface Happening {
  readonly id: string;
  readonly icon: TablerIcon;
  readonly tone?: "ok" | "warn" | "bad";
  /** What happened, the act in bold: `<><b>Activated</b> on Studio Mac, 1 of 5 in use</>`. */
  readonly what: ReactNode;
  /** Who did it, and from where. */
  readonly who?: ReactNode;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What is told when the line is opened. */
  readonly details?: ReactNode;
}

/**
 * What happened, newest first, each with who did it and when.
 * @param inDay it stands under its day, so that the time alone is told
 */
export function Timeline({ happenings, inDay = false }: { happenings: readonly Happening[]; inDay?: boolean }) {
  return (
    <ol className="timeline">
      {happenings.map((happening) => (
        <Line key={happening.id} inDay={inDay} {...happening} />
      ))}
    </ol>
  );
}

function Line({ icon, tone, what, who, at, details, inDay }: Happening & { inDay: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li>
      <span className={`dot ${tone ? `dot--${tone}` : ""}`}>
        <Icon of={icon} />
      </span>
      <div>
        <p>{what}</p>
        {(who || details) && (
          <p>
            {who}
            {details && (
              <button
                type="button"
                className="bare line-more"
                aria-expanded={isOpen}
                onClick={() => setIsOpen(!isOpen)}
              >
                Details <Icon of={IconChevronDown} size={14} />
              </button>
            )}
          </p>
        )}
        {isOpen && <div className="line-d">{details}</div>}
      </div>
      {inDay ? <Clock at={at} /> : <AtTime at={at} />}
    </li>
  );
}
