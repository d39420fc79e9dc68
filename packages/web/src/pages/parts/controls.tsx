import { Menu } from "@mantine/core";
import { IconBan, IconDotsVertical, IconPlus, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { Shown } from "#pages/parts/shown.tsx";
import { Button, ButtonLink, IconButton } from "#parts/button.tsx";
import { CopyButton } from "#parts/copy-button.tsx";
import { NumberField, PasswordField, SelectField, TextField } from "#parts/field.tsx";
import { Icon } from "#parts/icon.tsx";
import { MENU } from "#parts/menu.ts";
import { Section } from "#parts/section.tsx";
import { Segmented } from "#parts/segmented.tsx";
import { Switch, SwitchRow } from "#parts/switch.tsx";

export function Buttons() {
  return (
    <Section title="Buttons and menus" aside={<CopyButton text="x" what="Copy nothing" />}>
      <Shown>
        <Button look="main">Save changes</Button>
        <Button look="main" disabled>
          Disabled
        </Button>
        <Button>Default</Button>
        <Button look="quiet">Quiet</Button>
        <Button look="quiet-bad">Revoke</Button>
        <Button look="danger">Deactivate license</Button>
        <Button look="main" busy busyLabel="Saving">
          Save changes
        </Button>
        <ButtonLink to="/orders/new" icon={IconPlus}>
          New order
        </ButtonLink>
        <Menu {...MENU}>
          <Menu.Target>
            <IconButton label="License actions" icon={IconDotsVertical} />
          </Menu.Target>
          <Menu.Dropdown aria-label="License actions">
            <Menu.Item leftSection={<Icon of={IconRefresh} />}>Regenerate key</Menu.Item>
            <Menu.Divider />
            <Menu.Item className="menu-bad" leftSection={<Icon of={IconBan} />}>
              Deactivate license
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Shown>
    </Section>
  );
}

export function Fields() {
  const [limit, setLimit] = useState<number | null>(140);
  const [isOn, setIsOn] = useState(true);
  const [unit, setUnit] = useState("years");
  return (
    <Section title="Fields">
      <div className="card form">
        <div className="form-2">
          <TextField label="E-mail" defaultValue="ines" error="Must be an e-mail address." />
          <TextField label="Name" hint="Say where it is used." />
          <PasswordField label="Password" autoComplete="off" />
          <SelectField label="Expires">
            <option>In 1 year</option>
            <option>Never</option>
          </SelectField>
          <NumberField
            label="Activation limit"
            unit="devices"
            value={limit}
            onChange={setLimit}
            min={1}
            max={100}
            error={limit === null || limit > 100 ? "Must be at most 100." : undefined}
          />
        </div>
        <SwitchRow
          label="Limit activations"
          hint="Off means any number of devices."
          checked={isOn}
          onChange={setIsOn}
        />
        <Shown>
          <Switch aria-label="Off" checked={false} onChange={() => {}} />
          <Segmented
            label="Unit"
            value={unit}
            onChange={setUnit}
            options={[
              { value: "days", label: "Days" },
              { value: "months", label: "Months" },
              { value: "years", label: "Years" },
            ]}
          />
        </Shown>
      </div>
    </Section>
  );
}
