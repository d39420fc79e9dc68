import { IconKey, IconReceipt, IconUsers } from "@tabler/icons-react";
import type { NavigateOptions } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Found } from "#data/search.ts";
import type { TablerIcon } from "#parts/icon.tsx";
import { KeyTail } from "#parts/key-field.tsx";
import { wordOfStatus } from "#parts/status-badge.tsx";

/** Something that a search found, as one line. */
export interface Hit {
  readonly id: string;
  readonly group: string;
  readonly icon: TablerIcon;
  readonly name: ReactNode;
  readonly more?: ReactNode;
  readonly link: NavigateOptions;
}

export function hitOf(thing: Found): Hit {
  switch (thing.kind) {
    case "license": {
      const { id, licenseKey, customer, status } = thing.license;
      return {
        id,
        group: "Licenses",
        icon: IconKey,
        name: <KeyTail licenseKey={licenseKey} />,
        more: `${customer.name ?? customer.email}, ${wordOfStatus(status)}`,
        link: { to: "/licenses/$id", params: { id } },
      };
    }
    case "order": {
      const { id, number, customer, plan } = thing.order;
      return {
        id,
        group: "Orders",
        icon: IconReceipt,
        name: `Order ${number}`,
        more: `${customer.name ?? customer.email}, ${plan.name}`,
        link: { to: "/orders/$id", params: { id } },
      };
    }
    case "customer": {
      const { id, name, email } = thing.customer;
      return {
        id,
        group: "Customers",
        icon: IconUsers,
        name: name ?? email,
        more: name ? email : "",
        link: { to: "/customers/$id", params: { id } },
      };
    }
  }
}
