import { IconAlertCircle, IconAlertTriangle, IconInfoCircle, IconUsers } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Icon } from "#parts/icon.tsx";

const TONES = {
  plain: { icon: IconInfoCircle, tone: "" },
  warn: { icon: IconAlertCircle, tone: "note--warn" },
  bad: { icon: IconAlertTriangle, tone: "note--bad" },
  elsewhere: { icon: IconUsers, tone: "note--warn" },
};

/** A note in a card or a dialog: the effect first, then whether it can be undone. `elsewhere`: somebody else changed it. */
export function Note({
  tone = "plain",
  children,
  role,
}: {
  tone?: keyof typeof TONES;
  children: ReactNode;
  role?: "alert" | "status";
}) {
  return (
    <div className={`note ${TONES[tone].tone}`} role={role}>
      <Icon of={TONES[tone].icon} />
      <span>{children}</span>
    </div>
  );
}
