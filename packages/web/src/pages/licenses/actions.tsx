import { Menu } from "@mantine/core";
import {
  IconBan,
  IconCalendarEvent,
  IconDevices,
  IconDotsVertical,
  IconMail,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
} from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { License } from "#data/api.gen.ts";
import type { Tagged } from "#data/client.ts";
import { useSendKey } from "#data/mails.ts";
import { useMay } from "#data/roles.ts";
import { DeactivateDialog } from "#pages/licenses/deactivate.tsx";
import { ExpiryDialog } from "#pages/licenses/expiry.tsx";
import { LimitDialog } from "#pages/licenses/limit.tsx";
import { RegenerateDialog } from "#pages/licenses/regenerate.tsx";
import { RestoreDialog } from "#pages/licenses/restore.tsx";
import { SuspendDialog } from "#pages/licenses/suspend.tsx";
import type { LicenseDialogProps } from "#pages/licenses/use-review.tsx";
import { Button, IconButton } from "#parts/button.tsx";
import { Icon } from "#parts/icon.tsx";
import { MENU } from "#parts/menu.ts";
import { toast } from "#parts/toast.tsx";

type Act = "regenerate" | "limit" | "expiry" | "suspend" | "restore" | "deactivate";

/** What a vendor can do with a license. Nothing any more once it is deactivated, and nothing for who may only look. @param withExpiry a button of its own */
export function LicenseActions({ license, withExpiry = false }: { license: Tagged<License>; withExpiry?: boolean }) {
  const isAllowed = useMay("support");
  const [act, setAct] = useState<Act | null>(null);
  const sendKey = useSendKey(license.id);
  const send = () =>
    sendKey.mutate(null, {
      onSuccess: () => toast(`The key is on its way to ${license.customer.email}`),
      onError: ({ message }) => toast(message),
    });
  const target = useRef<HTMLButtonElement>(null);
  const choose = (chosen: Act) => {
    // The item that was chosen goes away with its menu: the dialog gives the focus back to the menu's button.
    target.current?.focus();
    setAct(chosen);
  };
  const dialog = (of: Act): LicenseDialogProps => ({ license, opened: act === of, onClose: () => setAct(null) });
  return (
    <>
      {isAllowed && license.status !== "deactivated" && (
        <>
          {withExpiry && (
            <Button icon={IconCalendarEvent} onClick={() => setAct("expiry")}>
              Manage expiry
            </Button>
          )}
          <Menu {...MENU} returnFocus={act === null}>
            <Menu.Target>
              <IconButton ref={target} label="License actions" icon={IconDotsVertical} />
            </Menu.Target>
            <Menu.Dropdown aria-label="License actions">
              <Menu.Item leftSection={<Icon of={IconRefresh} />} onClick={() => choose("regenerate")}>
                Regenerate key
              </Menu.Item>
              <Menu.Item leftSection={<Icon of={IconMail} />} onClick={send}>
                Send key again
              </Menu.Item>
              <Menu.Item leftSection={<Icon of={IconDevices} />} onClick={() => choose("limit")}>
                Edit activation limit
              </Menu.Item>
              <Menu.Item leftSection={<Icon of={IconCalendarEvent} />} onClick={() => choose("expiry")}>
                Manage expiry
              </Menu.Item>
              <Menu.Divider />
              {license.status === "suspended" ? (
                <Menu.Item leftSection={<Icon of={IconPlayerPlay} />} onClick={() => choose("restore")}>
                  Restore license
                </Menu.Item>
              ) : (
                <Menu.Item leftSection={<Icon of={IconPlayerPause} />} onClick={() => choose("suspend")}>
                  Suspend license
                </Menu.Item>
              )}
              <Menu.Item className="menu-bad" leftSection={<Icon of={IconBan} />} onClick={() => choose("deactivate")}>
                Deactivate license
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <RegenerateDialog {...dialog("regenerate")} />
      <LimitDialog {...dialog("limit")} />
      <ExpiryDialog {...dialog("expiry")} />
      <SuspendDialog {...dialog("suspend")} />
      <RestoreDialog {...dialog("restore")} />
      <DeactivateDialog {...dialog("deactivate")} />
    </>
  );
}
