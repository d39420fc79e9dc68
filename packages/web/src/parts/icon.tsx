import type { Icon as TablerIcon } from "@tabler/icons-react";

/** A Tabler icon in the look's stroke. It says nothing on its own: a word or a label stands beside it. */
export function Icon({
  of: Drawn,
  size = 16,
  className = "",
}: {
  of: TablerIcon;
  size?: 14 | 16 | 18 | 20;
  className?: string;
}) {
  return <Drawn aria-hidden className={`i ${size === 16 ? "" : `i-${size}`} ${className}`} />;
}

export type { TablerIcon };
