import { Link, useLocation } from "@tanstack/react-router";
import { Brand } from "#parts/brand.tsx";
import { Icon } from "#parts/icon.tsx";
import { AccountMenu } from "#shell/account-menu.tsx";
import { PLACES } from "#shell/places.ts";

/** The places of the app, at the left; on the phone in a drawer. @param onGo told when a place is chosen */
export function Navigation({ inDrawer = false, onGo }: { inDrawer?: boolean; onGo?: () => void }) {
  const { pathname } = useLocation();
  return (
    <nav className={`nav ${inDrawer ? "nav--drawer" : ""}`} aria-label="Main">
      <div className="nav-in">
        <Link to="/" className="brand" onClick={onGo}>
          <Brand />
        </Link>
        <ul>
          {PLACES.map(({ name, to, within, icon }) => (
            <li key={to} className={name === "Settings" ? "gap" : undefined}>
              <Link
                to={to}
                onClick={onGo}
                aria-current={within.test(pathname) ? (pathname === to ? "page" : "true") : undefined}
              >
                <Icon of={icon} size={18} /> {name}
              </Link>
            </li>
          ))}
        </ul>
        <AccountMenu onGo={onGo} />
      </div>
    </nav>
  );
}
