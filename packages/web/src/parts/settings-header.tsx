import { PageHeader } from "#parts/page-header.tsx";
import { Tabs } from "#parts/tabs.tsx";

const TABS = [
  { name: "Profile and sign-in", to: "/settings/profile" },
  { name: "API tokens", to: "/settings/tokens" },
  { name: "E-mail", to: "/settings/email" },
];

/** What every page of the settings begins with. @param name which of them this is */
export function SettingsHeader({ name }: { name: string }) {
  return (
    <>
      <PageHeader title="Settings" crumb={name} crumbs={[{ name: "Settings", to: "/settings" }]} />
      <Tabs label="Settings" tabs={TABS} />
    </>
  );
}
