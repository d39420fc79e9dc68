import { IconChevronLeft, IconChevronRight, IconMenu2, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Icon } from "#parts/icon.tsx";
import { useShownPage } from "#parts/page-state.ts";

/** The bar above the page: the way here, and the search. */
export function TopBar({ onMenu, onSearch }: { onMenu: () => void; onSearch: () => void }) {
  const { crumbs, name } = useShownPage();
  const last = crumbs.length - 1;
  return (
    <header className="top">
      <button
        type="button"
        className="btn btn--quiet btn--icon nav-toggle"
        aria-label="Open navigation"
        onClick={onMenu}
      >
        <Icon of={IconMenu2} size={20} />
      </button>
      <nav className="crumbs" aria-label="Breadcrumbs">
        <ol>
          {crumbs.map((crumb, place) => (
            <li key={crumb.to} className={place === last ? "up" : undefined}>
              {place > 0 && <Icon of={IconChevronRight} />}
              <Link to={crumb.to as never}>
                <Icon of={IconChevronLeft} className="back" />
                {crumb.name}
              </Link>
            </li>
          ))}
          <li className={crumbs.length === 0 ? "up" : undefined}>
            {crumbs.length > 0 && <Icon of={IconChevronRight} />}
            <span aria-current="page">{name}</span>
          </li>
        </ol>
      </nav>
      <button type="button" className="jump" onClick={onSearch} aria-keyshortcuts="Meta+K Control+K">
        <Icon of={IconSearch} />
        <span>Search or jump to</span>
        <kbd aria-hidden>{/mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘K" : "Ctrl K"}</kbd>
      </button>
    </header>
  );
}
