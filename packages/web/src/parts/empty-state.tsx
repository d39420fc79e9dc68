import type { ReactNode } from "react";
import { Icon, type TablerIcon } from "#parts/icon.tsx";

/** What stands where nothing is yet, or nothing was found: says what to do next. @param actions one or two buttons */
export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  icon: TablerIcon;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="empty">
      <EmptyIcon of={icon} />
      <h2>{title}</h2>
      <p>{children}</p>
      {actions && <div className="empty-a">{actions}</div>}
    </div>
  );
}

/** The icon of an empty state, in its frame. */
export function EmptyIcon({ of }: { of: TablerIcon }) {
  return (
    <span className="empty-i">
      <Icon of={of} size={20} />
    </span>
  );
}
