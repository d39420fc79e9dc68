import { Popover, useMantineColorScheme } from "@mantine/core";
import {
  IconBook,
  IconBrightnessHalf,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { roleName } from "#data/roles.ts";
import { useMe, useSignOut } from "#data/session.ts";
import { Avatar } from "#parts/avatar.tsx";
import { Icon } from "#parts/icon.tsx";
import { SHEET } from "#parts/menu.ts";
import { Segmented } from "#parts/segmented.tsx";

/**
 * Who is signed in, and what concerns them: profile, theme, the way out.
 * @param onGo told when a place is chosen
 */
export function AccountMenu({ onGo }: { onGo?: () => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const { data: me } = useMe();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const name = me?.name ?? "";
  const close = () => {
    setIsOpen(false);
    onGo?.();
  };
  return (
    <Popover {...SHEET} position="top-start" opened={isOpen} onChange={setIsOpen}>
      <Popover.Target>
        <button type="button" className="account" aria-label={`Account, ${name}`} onClick={() => setIsOpen(!isOpen)}>
          <Avatar name={name} />
          <span>
            <b>{name}</b>
            <small>{me?.role ? roleName(me.role) : ""}</small>
          </span>
          <Icon of={IconSelector} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="sheet-menu" aria-label="Account">
        <div className="menu menu--still">
          <p className="menu-who">
            <b>{name}</b>
            <small>{me?.email}</small>
          </p>
          <hr />
          <Link to="/settings/profile" onClick={close}>
            <Icon of={IconUser} /> Profile
          </Link>
          <ThemeRow />
          <a href="/api/docs" target="_blank" rel="noreferrer" onClick={close}>
            <Icon of={IconBook} /> Documentation
          </a>
          <hr />
          <button
            type="button"
            onClick={() => signOut.mutate(undefined, { onSuccess: () => void navigate({ to: "/sign-in" }) })}
          >
            <Icon of={IconLogout} /> Sign out
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function ThemeRow() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="menu-row">
      <span>
        <Icon of={IconBrightnessHalf} /> Theme
      </span>
      <Segmented
        label="Theme"
        size="sm"
        value={colorScheme}
        onChange={setColorScheme}
        options={[
          { value: "auto", name: "As the system", label: <Icon of={IconDeviceDesktop} size={14} /> },
          { value: "light", name: "Light", label: <Icon of={IconSun} size={14} /> },
          { value: "dark", name: "Dark", label: <Icon of={IconMoon} size={14} /> },
        ]}
      />
    </div>
  );
}
