import { Menu } from "@mantine/core";
import { IconAlertCircle, IconDotsVertical, IconMail, IconSelector, IconUserX, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Invitation, Person } from "#data/api.gen.ts";
import { type Somebody, useChangeRole, type usePeople } from "#data/people.ts";
import { ROLES, type Role, roleName } from "#data/roles.ts";
import { useMe } from "#data/session.ts";
import { MakeOwner, RemovePerson, WithdrawInvitation } from "#pages/settings/people/dialogs.tsx";
import { Avatar } from "#parts/avatar.tsx";
import { IconButton } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { Icon } from "#parts/icon.tsx";
import { MENU } from "#parts/menu.ts";
import { Section } from "#parts/section.tsx";
import { toast } from "#parts/toast.tsx";
import { useNow } from "#parts/use-now.ts";
import { AtTime, When } from "#parts/when.tsx";

/** Everybody who has an account or is invited, with their role. */
export function People({ people }: { people: ReturnType<typeof usePeople> }) {
  const { data: me } = useMe();
  const [removed, setRemoved] = useState<Person | null>(null);
  const [promoted, setPromoted] = useState<Person | null>(null);
  const [withdrawn, setWithdrawn] = useState<Invitation | null>(null);
  const isSelf = (somebody: Somebody) => somebody.kind === "person" && somebody.person.id === me?.id;
  const columns: Column<Somebody>[] = [
    { name: "Name", at: "1 / 1 / 2 / 3", cell: (somebody) => <Who somebody={somebody} /> },
    {
      name: "Role",
      at: "2 / 1",
      labelled: true,
      cell: (somebody) => {
        if (somebody.kind === "invitation") return roleName(somebody.invitation.role);
        // Nobody changes their own: another owner does.
        if (isSelf(somebody)) return <b>{roleName(somebody.person.role)}</b>;
        return <RoleChoice person={somebody.person} onOwner={() => setPromoted(somebody.person)} />;
      },
    },
    {
      name: "Two-step",
      at: "2 / 2",
      labelled: true,
      cell: (somebody) => <TwoStep somebody={somebody} />,
    },
    {
      name: "Last seen",
      at: "2 / 3",
      labelled: true,
      nowrap: true,
      cell: (somebody) => (isSelf(somebody) ? "now" : <Seen somebody={somebody} />),
    },
    {
      name: "Actions",
      at: "1 / 2",
      quiet: true,
      cell: (somebody) =>
        isSelf(somebody) ? null : (
          <Actions
            somebody={somebody}
            onRemove={() =>
              somebody.kind === "person" ? setRemoved(somebody.person) : setWithdrawn(somebody.invitation)
            }
          />
        ),
    },
  ];
  return (
    <Section title="People" {...(people.count !== null && { count: people.count })}>
      <DataTable
        label="People"
        boxed
        columns={columns}
        list={people}
        keyOf={(somebody) => (somebody.kind === "person" ? somebody.person.id : somebody.invitation.id)}
        empty={null}
      />
      <RemovePerson person={removed} onClose={() => setRemoved(null)} />
      <MakeOwner person={promoted} onClose={() => setPromoted(null)} />
      <WithdrawInvitation invitation={withdrawn} onClose={() => setWithdrawn(null)} />
    </Section>
  );
}

function Who({ somebody }: { somebody: Somebody }) {
  if (somebody.kind === "person") {
    const { name, email } = somebody.person;
    return (
      <div className="who">
        <Avatar name={name} />
        <span className="breaks">
          <b>{name}</b>
          <small>{email}</small>
        </span>
      </div>
    );
  }
  const { email, invitedBy } = somebody.invitation;
  return (
    <div className="who">
      <span className="avatar avatar--new" aria-hidden="true">
        <Icon of={IconMail} size={14} />
      </span>
      <span className="breaks">
        <b>{email}</b>
        <small>
          Invited by {invitedBy ?? "the command line"}, <LinkLife invitation={somebody.invitation} />
        </small>
      </span>
    </div>
  );
}

function LinkLife({ invitation: { expiresOn } }: { invitation: Invitation }) {
  const now = useNow();
  if (Date.parse(expiresOn) <= now) return <span className="due">the link has expired</span>;
  return (
    <>
      the link works until <AtTime at={expiresOn} within />
    </>
  );
}

/** Whether they have a second step, and which. */
function TwoStep({ somebody }: { somebody: Somebody }) {
  if (somebody.kind === "invitation") return <span className="t3">Not yet</span>;
  const { twoStep, passkeys } = somebody.person;
  if (twoStep) return passkeys > 0 ? "On, passkey" : "On";
  if (passkeys > 0) return "Passkey";
  return (
    <span className="due">
      <Icon of={IconAlertCircle} size={14} />
      Off
    </span>
  );
}

function Seen({ somebody }: { somebody: Somebody }) {
  if (somebody.kind === "invitation")
    return (
      <span className="t3">
        Invited <When at={somebody.invitation.createdAt} />
      </span>
    );
  const { lastSeenAt } = somebody.person;
  return lastSeenAt === null ? <span className="t3">Not yet</span> : <When at={lastSeenAt} />;
}

function RoleChoice({ person, onOwner }: { person: Person; onOwner: () => void }) {
  const change = useChangeRole();
  const choose = (role: Role) => {
    if (role === "owner") return onOwner();
    change.mutate(
      { id: person.id, role },
      {
        onSuccess: () => toast(`${person.name} is ${ROLES.find((each) => each.role === role)?.word} now`),
        onError: ({ message }) => toast(message),
      },
    );
  };
  return (
    <span className="input input--sm">
      <select
        aria-label={`Role of ${person.name}`}
        value={change.isPending ? change.variables.role : person.role}
        onChange={({ target }) => choose(target.value as Role)}
      >
        {ROLES.map(({ role, name }) => (
          <option key={role} value={role}>
            {name}
          </option>
        ))}
      </select>
      <Icon of={IconSelector} />
    </span>
  );
}

function Actions({ somebody, onRemove }: { somebody: Somebody; onRemove: () => void }) {
  const isPerson = somebody.kind === "person";
  const name = isPerson ? somebody.person.name : somebody.invitation.email;
  return (
    <span className="row-act">
      <Menu {...MENU}>
        <Menu.Target>
          <IconButton look="quiet" size="sm" label={`Actions for ${name}`} icon={IconDotsVertical} />
        </Menu.Target>
        <Menu.Dropdown aria-label={`Actions for ${name}`}>
          <Menu.Item className="menu-bad" leftSection={<Icon of={isPerson ? IconUserX : IconX} />} onClick={onRemove}>
            {isPerson ? "Remove account" : "Withdraw invitation"}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
