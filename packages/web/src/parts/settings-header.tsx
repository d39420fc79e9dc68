import { useSaleProviders } from "#data/sales.ts";
import { PageHeader } from "#parts/page-header.tsx";
import { Tabs } from "#parts/tabs.tsx";

const TABS = [
  { name: "Profile and sign-in", to: "/settings/profile" },
  { name: "API tokens", to: "/settings/tokens" },
  { name: "Sales", to: "/settings/sales" },
  { name: "E-mail", to: "/settings/email" },
];

/** What every page of the settings begins with. @param name which of them this is */
export function SettingsHeader({ name }: { name: string }) {
  const { data } = useSaleProviders();
  const unresolved = data?.unresolved ?? 0;
  const tabs = TABS.map((tab) =>
    tab.to === "/settings/sales" && unresolved > 0 ? { ...tab, count: unresolved } : tab,
  );
  return (
    <>
      <PageHeader title="Settings" crumb={name} crumbs={[{ name: "Settings", to: "/settings" }]} />
      <Tabs label="Settings" tabs={tabs} />
    </>
  );
}
