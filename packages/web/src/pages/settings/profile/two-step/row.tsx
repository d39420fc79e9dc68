import { useState } from "react";
import { useTwoStep } from "#data/two-step.ts";
import { NewRecoveryCodes } from "#pages/settings/profile/two-step/new-codes.tsx";
import { SwitchOff } from "#pages/settings/profile/two-step/switch-off.tsx";
import { SwitchOn } from "#pages/settings/profile/two-step/switch-on.tsx";
import { Button } from "#parts/button.tsx";
import { Switch } from "#parts/switch.tsx";
import { TermRow } from "#parts/term-row.tsx";

type Opened = "on" | "off" | "codes" | null;

/** Whether signing in takes a code, too, and the dialogs that change it. */
export function TwoStep() {
  const { data } = useTwoStep();
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  return (
    <TermRow title="Two-step code" hint={hintOf(data)}>
      <div className="ctl ctl--end">
        {data?.on && (
          <Button look="quiet" onClick={() => setOpened("codes")}>
            New recovery codes
          </Button>
        )}
        <Switch
          aria-label="Two-step code"
          checked={data?.on ?? false}
          disabled={data === undefined}
          onChange={(on) => setOpened(on ? "on" : "off")}
        />
      </div>
      <SwitchOn opened={opened === "on"} onClose={close} />
      <SwitchOff opened={opened === "off"} onClose={close} />
      <NewRecoveryCodes opened={opened === "codes"} onClose={close} />
    </TermRow>
  );
}

function hintOf(data: { on: boolean; recoveryCodesLeft: number } | undefined): string {
  if (!data?.on)
    return "A code from an app on your phone, after the password. A stolen password alone is worth nothing.";
  const { recoveryCodesLeft: left } = data;
  return `Asked for after the password. ${left} of 10 recovery codes ${left === 1 ? "is" : "are"} left.`;
}
