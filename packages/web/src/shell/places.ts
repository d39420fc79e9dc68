import {
  IconActivity,
  IconKey,
  IconLayoutDashboard,
  IconPackage,
  IconReceipt,
  IconSettings,
  IconUsers,
} from "@tabler/icons-react";

/** Where one can go from everywhere. `within`: the addresses that belong to a place. */
export const PLACES = [
  { name: "Overview", to: "/", within: /^\/$/, icon: IconLayoutDashboard },
  { name: "Orders", to: "/orders", within: /^\/orders(\/|$)/, icon: IconReceipt },
  { name: "Licenses", to: "/licenses", within: /^\/licenses(\/|$)/, icon: IconKey },
  { name: "Customers", to: "/customers", within: /^\/customers(\/|$)/, icon: IconUsers },
  { name: "Products", to: "/products", within: /^\/(products|plans)(\/|$)/, icon: IconPackage },
  { name: "Activity", to: "/activity", within: /^\/activity(\/|$)/, icon: IconActivity },
  { name: "Settings", to: "/settings/profile", within: /^\/settings(\/|$)/, icon: IconSettings },
] as const;
