import type { MenuProps, PopoverProps } from "@mantine/core";

/**
 * How everything opens that hangs on a button: below it, by a few pixels of travel; as a sheet from below on the phone,
 * where the rest of the page is dimmed. Escape closes it and gives the focus back. `<Popover {...SHEET}>`.
 */
export const SHEET = {
  position: "bottom-end",
  offset: 4,
  width: 240,
  trapFocus: true,
  returnFocus: true,
  withOverlay: true,
  overlayProps: { backgroundOpacity: 1 },
  transitionProps: {
    duration: 120,
    timingFunction: "cubic-bezier(0.2, 0, 0, 1)",
    transition: {
      in: { opacity: 1, transform: "none" },
      out: { opacity: 0, transform: "translateY(-4px)" },
      transitionProperty: "opacity, transform",
    },
  },
} satisfies Partial<PopoverProps>;

/** The same for a menu: `<Menu {...MENU}>`, then Mantine's own parts. A destructive item has the class `menu-bad`. */
export const MENU: Partial<MenuProps> = {
  ...SHEET,
  // The focus goes to the first item; a placeholder is no item, and a menu must hold nothing else.
  withInitialFocusPlaceholder: false,
  // Inside the page, so that nothing lies outside its landmarks.
  portalProps: { target: "#main" },
};
