import { Link } from "@tanstack/react-router";

/** The pages of one thing, under its heading. @param label what they belong to: "Settings" */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { readonly name: string; readonly to: string; readonly count?: number }[];
}) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ name, to, count }) => (
        <Link
          key={to}
          to={to as never}
          activeProps={{ "aria-current": "page" }}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {name} {count !== undefined && <span className="count">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
