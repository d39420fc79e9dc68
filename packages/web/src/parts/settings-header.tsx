import { may, type Scope } from "#data/roles.ts";
import { useSaleProviders } from "#data/sales.ts";
import { useMe } from "#data/session.ts";
import { PageHeader } from "#parts/page-header.tsx";
import { Tabs } from "#parts/tabs.tsx";

/** Each with what it takes to be of use to somebody. */
const TABS: readonly { name: string; to: string; takes: Scope }[] = [
  { name: "Profile and sign-in", to: "/settings/profile", takes: "read" },
  { name: "People", to: "/settings/people", takes: "owner" },
  { name: "API tokens", to: "/settings/tokens", takes: "admin" },
  { name: "Sales", to: "/settings/sales", takes: "write" },
  { name: "E-mail", to: "/settings/email", takes: "read" },
];

/** What every page of the settings begins with. @param name which of them this is */
export function SettingsHeader({ name }: { name: string }) {
  const { data } = useSaleProviders();
  const unresolved = data?.unresolved ?? 0;
  const { data: me } = useMe();
  const tabs = TABS.filter(({ takes }) => me !== undefined && may(me, takes)).map((tab) =>
    tab.to === "/settings/sales" && unresolved > 0 ? { ...tab, count: unresolved } : tab,
  );
  return (
    <>
      <PageHeader title="Settings" crumb={name} crumbs={[{ name: "Settings", to: "/settings" }]} />
      <Tabs label="Settings" tabs={tabs} />
    </>
  );
}
