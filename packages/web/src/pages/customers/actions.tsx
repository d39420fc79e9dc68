import { Menu } from "@mantine/core";
import { IconDotsVertical, IconDownload, IconEraser } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { CustomerDetails } from "#data/api.gen.ts";
import { exportCustomer } from "#data/customers.ts";
import { Problem } from "#data/problem.ts";
import { EraseCustomer } from "#pages/customers/erase.tsx";
import { IconButton } from "#parts/button.tsx";
import { Icon } from "#parts/icon.tsx";
import { MENU } from "#parts/menu.ts";
import { toast } from "#parts/toast.tsx";

/** What the law lets a person ask for: what is held about them, and that it is erased. */
export function CustomerActions({ customer }: { customer: CustomerDetails }) {
  const [isErasing, setIsErasing] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  const download = () =>
    exportCustomer(customer.id).then(
      (data) => save(`customer-${customer.id}.json`, JSON.stringify(data, null, 2)),
      (problem) => toast(problem instanceof Problem ? problem.message : "The export could not be read."),
    );
  return (
    <>
      <Menu {...MENU} returnFocus={!isErasing}>
        <Menu.Target>
          <IconButton ref={target} label="Customer actions" icon={IconDotsVertical} />
        </Menu.Target>
        <Menu.Dropdown aria-label="Customer actions">
          <Menu.Item leftSection={<Icon of={IconDownload} />} onClick={() => void download()}>
            Export data
          </Menu.Item>
          {!customer.erased && (
            <>
              <Menu.Divider />
              <Menu.Item
                className="menu-bad"
                leftSection={<Icon of={IconEraser} />}
                onClick={() => {
                  // The item goes away with its menu: the dialog gives the focus back to the menu's button.
                  target.current?.focus();
                  setIsErasing(true);
                }}
              >
                Erase customer
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <EraseCustomer customer={customer} opened={isErasing} onClose={() => setIsErasing(false)} />
    </>
  );
}

/** Hands a text to the browser as a file. */
function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
