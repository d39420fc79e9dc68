import { Menu } from "@mantine/core";
import {
  IconBan,
  IconDeviceLaptop,
  IconDotsVertical,
  IconKey,
  IconPlus,
  IconReceipt,
  IconRefresh,
  IconShieldX,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { List } from "#data/list.ts";
import { Problem } from "#data/problem.ts";
import { Button, ButtonLink, IconButton } from "#parts/button.tsx";
import { CopyButton } from "#parts/copy-button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { ConfirmDialog, FormDialog } from "#parts/dialog.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { Expiry } from "#parts/expiry.tsx";
import { Facts } from "#parts/facts.tsx";
import { NumberField, PasswordField, SelectField, TextField } from "#parts/field.tsx";
import { FilterChips } from "#parts/filter-chips.tsx";
import { Icon } from "#parts/icon.tsx";
import { KeyField, KeyTail } from "#parts/key-field.tsx";
import { MENU } from "#parts/menu.ts";
import { Metadata } from "#parts/metadata.tsx";
import { Money } from "#parts/money.tsx";
import { Note } from "#parts/note.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { SaveBar } from "#parts/save-bar.tsx";
import { SearchBox } from "#parts/search-box.tsx";
import { SecretField } from "#parts/secret-field.tsx";
import { Section } from "#parts/section.tsx";
import { Segmented } from "#parts/segmented.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";
import { SlotMeter, Slots, SlotsInRow } from "#parts/slots.tsx";
import { Snippet } from "#parts/snippet.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { Switch, SwitchRow } from "#parts/switch.tsx";
import { Timeline } from "#parts/timeline.tsx";
import { toast } from "#parts/toast.tsx";
import { useFilters } from "#parts/use-filters.ts";
import { AtTime, DateAndDistance, DistanceAndTime, OnDate, When } from "#parts/when.tsx";

/* Every part with its states, for whoever works on them: `/_parts` while `vite` serves. Beside it: the look's parts.html. */

const KEY = "HALC-Q84WM-2HT0X-KV7RD-9YB3E-C5NPG";
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const DAY = 86_400_000;

interface Row {
  id: string;
  key: string;
  name: string;
  used: number;
  limit: number | null;
  expires: string | null;
  status: "active" | "in_grace" | "expired" | "deactivated";
}

const ROWS: Row[] = [
  { id: "1", key: KEY, name: "Ines Duarte", used: 2, limit: 5, expires: ago(-366 * DAY), status: "active" },
  { id: "2", key: "HALC-A-B-C-D-4MXTR", name: "Tom Whitaker", used: 1, limit: 2, expires: null, status: "active" },
  {
    id: "3",
    key: "HALC-A-B-C-D-7HWQ2",
    name: "Lena Vogel",
    used: 18,
    limit: 40,
    expires: ago(5 * DAY),
    status: "in_grace",
  },
  {
    id: "4",
    key: "HALC-A-B-C-D-H1DXN",
    name: "Jonas Lindqvist",
    used: 3,
    limit: null,
    expires: ago(61 * DAY),
    status: "expired",
  },
];

const COLUMNS: Column<Row>[] = [
  { name: "Key", at: "1 / 1", cell: ({ key }) => <KeyTail licenseKey={key} /> },
  { name: "Customer", at: "2 / 1", cell: ({ name }) => <b>{name}</b> },
  { name: "Activations", at: "2 / 2", cell: ({ used, limit }) => <SlotsInRow used={used} limit={limit} /> },
  { name: "Expiry", at: "3 / 2", nowrap: true, cell: ({ expires }) => <Expiry at={expires} /> },
  { name: "Status", at: "1 / 2", cell: ({ status }) => <StatusBadge status={status} /> },
];

const LIST: List<Row> = {
  items: ROWS,
  isPending: false,
  problem: null,
  hasMore: true,
  isLoadingMore: false,
  more: () => {},
  again: () => {},
};

export function Page() {
  return (
    <>
      <PageHeader title="Parts and their states" crumb="Parts">
        What the pages are made of, with the states that they do not show.
      </PageHeader>
      <Facts
        facts={[
          { name: "Customer", value: <span className="link">Ines Duarte</span>, more: "ines@northlight.example" },
          { name: "Expires", value: <Expiry at={ago(-366 * DAY)} /> },
          { name: "In use", value: <Slots used={2} limit={5} /> },
          { name: "Amount", value: <Money amount={{ value: "1192.00", currency: "EUR" }} />, more: "Paid in full" },
        ]}
      />
      <Status />
      <Keys />
      <Buttons />
      <Fields />
      <Told />
      <Lists />
      <Dialogs />
      <Section title="Loading">
        <PageSkeleton />
      </Section>
    </>
  );
}

function Shown({ children }: { children: ReactNode }) {
  return <div className="filters shown">{children}</div>;
}

function Status() {
  return (
    <Section title="Status and times">
      <Shown>
        <StatusBadge status="active" />
        <StatusBadge status="in_grace" date={ago(-7 * DAY)} />
        <StatusBadge status="suspended" />
        <StatusBadge status="expired" date={ago(55 * DAY)} />
        <StatusBadge status="deactivated" />
      </Shown>
      <Shown>
        <SlotsInRow used={2} limit={5} />
        <SlotsInRow used={5} limit={5} />
        <SlotsInRow used={18} limit={40} />
        <SlotsInRow used={3} limit={null} />
        <SlotMeter used={7} limit={5} />
      </Shown>
      <Shown>
        <When at={ago(125_000)} />
        <AtTime at={ago(3 * DAY)} />
        <OnDate at={ago(400 * DAY)} />
        <span>
          <DistanceAndTime at={ago(26 * 3_600_000)} />
        </span>
        <span>
          <DateAndDistance at={ago(-8 * DAY)} />
        </span>
      </Shown>
      <Metadata metadata={{ os: "macOS 26.1", app: "4.2.0", machine: { cores: 8, tags: ["a"] } }} />
    </Section>
  );
}

function Keys() {
  return (
    <Section title="License key">
      <Shown>
        <KeyField licenseKey={KEY} />
        <KeyField licenseKey={KEY} size="sm" />
        <KeyTail licenseKey={KEY} />
      </Shown>
      <div className="note note--block">
        <p>
          <b>The new key is ready.</b> It is shown once.
        </p>
        <KeyField licenseKey={KEY} size="sm" revealed />
      </div>
      <SecretField name="Token" text="kw_5Gv2yTq8Zb0RkW7nXc4HdJ1sLm9EfPa3Uo6Qi" />
    </Section>
  );
}

function Buttons() {
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

function Fields() {
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

function Told() {
  return (
    <Section
      title="What is told"
      aside={
        <Button size="sm" onClick={() => toast("Activation on Studio Mac revoked")}>
          Show a toast
        </Button>
      }
    >
      <Timeline
        happenings={[
          {
            id: "1",
            icon: IconShieldX,
            tone: "bad",
            what: (
              <>
                <b>Activation denied</b> on DESKTOP-4QH, limit reached with 5/5 in use
              </>
            ),
            who: (
              <>
                <b>Halcyon Studio 4.2</b> · from 203.0.113.9
              </>
            ),
            at: ago(DAY),
          },
          {
            id: "2",
            icon: IconDeviceLaptop,
            what: (
              <>
                <b>Activated</b> on Studio Mac, 1/5 in use
              </>
            ),
            who: <b>Halcyon Studio 4.0</b>,
            at: ago(30 * DAY),
          },
          {
            id: "3",
            icon: IconReceipt,
            what: (
              <>
                <b>Order placed</b> for Studio yearly
              </>
            ),
            at: ago(400 * DAY),
          },
        ]}
      />
      <div className="stack">
        <Note>Only future orders are affected.</Note>
        <Note tone="warn">
          <b>2 devices are in use.</b> Both keep working.
        </Note>
        <Note tone="bad">
          The old key <b>stops at once</b>. This can’t be undone.
        </Note>
        <Note tone="elsewhere">
          <b>Somebody changed it a minute ago.</b> Nothing of yours is saved yet.
        </Note>
        <Snippet
          label="Activate a device"
          languages={[
            {
              name: "curl",
              code: "curl https://licenses.halcyon.example/api/v1/license/activate \\\n  -H 'content-type: application/json' \\\n  -d '{ \"licenseKey\": \"…\" }'",
            },
            { name: "Python", code: "import requests" },
          ]}
        />
      </div>
    </Section>
  );
}

function Lists() {
  const { filters, set } = useFilters(["q", "status"]);
  const empty = (
    <EmptyState icon={IconKey} title="No licenses yet" actions={<ButtonLink to="/orders/new">New order</ButtonLink>}>
      An order of a licensed plan issues its key at once.
    </EmptyState>
  );
  return (
    <Section title="Lists">
      <search className="tools">
        <SearchBox
          label="Search licenses"
          placeholder="Last characters, e-mail or order"
          value={filters.q}
          onSearch={(q) => set({ q })}
        />
        <FilterChips
          values={filters}
          onChange={set}
          filters={[
            {
              name: "status",
              label: "Status",
              options: [
                { value: "active", label: "Active" },
                { value: "expired", label: "Expired" },
              ],
            },
          ]}
        />
      </search>
      <DataTable
        label="Licenses"
        columns={COLUMNS}
        list={LIST}
        keyOf={({ id }) => id}
        linkOf={({ id }) => ({ to: "/licenses/$id", params: { id } })}
        empty={empty}
        order="Newest first"
      />
      <DataTable
        label="Loading licenses"
        columns={COLUMNS}
        list={{ ...LIST, items: [], isPending: true }}
        keyOf={({ id }) => id}
        empty={empty}
      />
      <DataTable
        label="No licenses"
        columns={COLUMNS}
        list={{ ...LIST, items: [] }}
        keyOf={({ id }) => id}
        empty={empty}
      />
      <ProblemState problem={new Problem("UNREACHABLE", "")} again={() => {}} />
    </Section>
  );
}

function Dialogs() {
  const [open, setOpen] = useState<"limit" | "regenerate" | null>(null);
  const [text, setText] = useState("");
  return (
    <Section title="Dialogs and unsaved changes">
      <Shown>
        <Button onClick={() => setOpen("limit")}>Edit activation limit</Button>
        <Button onClick={() => setOpen("regenerate")}>Regenerate key</Button>
        <TextField label="Typed, and not saved" value={text} onChange={({ target }) => setText(target.value)} />
      </Shown>
      <FormDialog
        opened={open === "limit"}
        onClose={() => setOpen(null)}
        title="Edit activation limit"
        about="Ines Duarte, key ending C5NPG"
        verb="Save limit"
        busyVerb="Saving"
        busy={false}
        problem={new Problem("CHANGED_ELSEWHERE", "Somebody changed it a minute ago.")}
        onSubmit={() => setOpen(null)}
      >
        <TextField label="Devices at the same time" />
      </FormDialog>
      <ConfirmDialog
        opened={open === "regenerate"}
        onClose={() => setOpen(null)}
        title="Regenerate key"
        verb="Regenerate key"
        busyVerb="Regenerating"
        wayOut="Keep this key"
        danger
        busy={false}
        problem={null}
        onSubmit={() => setOpen(null)}
        warning={
          <>
            The old key and its <b>2 activations stop at once</b>. This can’t be undone.
          </>
        }
      />
      <SaveBar dirty={text !== ""} onSave={() => setText("")} onDiscard={() => setText("")} busy={false} problem={null}>
        <b>Only future orders are affected.</b> Issued licenses keep their terms.
      </SaveBar>
    </Section>
  );
}
