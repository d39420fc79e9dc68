import { type ReactNode, useEffect, useRef } from "react";
import { type Crumb, hasMovedOn, showPage } from "#parts/page-state.ts";

interface PageHeaderProps {
  /** The heading, the name in the header bar, and the title of the document. */
  readonly title: string;
  /** The way here, without this page: `[{ name: "Orders", to: "/orders" }]`. */
  readonly crumbs?: readonly Crumb[];
  /** What stands for this page in the header bar, where that is shorter than the title: `10482`. */
  readonly crumb?: ReactNode;
  /** Beside the heading, such as a status. */
  readonly badge?: ReactNode;
  /** A sentence below the heading. */
  readonly children?: ReactNode;
  /** Buttons at the right; one of them at most is the main one. */
  readonly actions?: ReactNode;
}

/** What every page begins with. Also names the document and fills the header bar. */
export function PageHeader({ title, crumbs = [], crumb, badge, children, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Keywright`;
  }, [title]);
  useEffect(() => showPage({ crumbs, name: crumb ?? title }));
  const heading = useRef<HTMLHeadingElement>(null);
  // The page was opened before its heading was known: the focus waits at the page, or was lost with what stood there.
  useEffect(() => {
    const at = document.activeElement;
    if (hasMovedOn() && (at === document.body || at?.id === "main")) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="head">
      <div>
        <h1 tabIndex={-1} ref={heading}>
          {title} {badge}
        </h1>
        {children && <p>{children}</p>}
      </div>
      {actions && <div className="head-a">{actions}</div>}
    </div>
  );
}
