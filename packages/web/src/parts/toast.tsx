import { notifications } from "@mantine/notifications";
import { IconCircleCheck } from "@tabler/icons-react";
import { Icon } from "#parts/icon.tsx";

/** Tells what was done: "Activation on Studio Mac revoked". Never the only place where an error is told, never a whole key. */
export function toast(said: string): void {
  notifications.show({
    message: said,
    icon: <Icon of={IconCircleCheck} />,
    role: "status",
    closeButtonProps: { "aria-label": "Dismiss" },
  });
}
