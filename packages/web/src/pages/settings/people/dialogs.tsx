import type { Invitation, Person } from "#data/api.gen.ts";
import { useChangeRole, useRemovePerson, useWithdrawInvitation } from "#data/people.ts";
import { ConfirmDialog } from "#parts/dialog.tsx";
import { toast } from "#parts/toast.tsx";
import { useLast } from "#parts/use-last.ts";

export function RemovePerson({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const remove = useRemovePerson();
  const shown = useLast(person);
  const close = () => {
    onClose();
    remove.reset();
  };
  return (
    <ConfirmDialog
      opened={person !== null}
      onClose={close}
      title="Remove account"
      about={shown && `${shown.name}, ${shown.email}`}
      verb="Remove account"
      busyVerb="Removing"
      wayOut="Keep account"
      danger
      busy={remove.isPending}
      problem={remove.error}
      onSubmit={() =>
        person &&
        remove.mutate(person.id, {
          onSuccess: () => {
            close();
            toast(`${person.name} has no account any more`);
          },
        })
      }
      warning={
        <>
          <b>{shown?.name} is signed out at once</b> and can’t come back without a new invitation. What they did stays
          on record. Tokens that they made stay in force: look through API tokens, too.
        </>
      }
    />
  );
}

export function MakeOwner({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const change = useChangeRole();
  const shown = useLast(person);
  const close = () => {
    onClose();
    change.reset();
  };
  return (
    <ConfirmDialog
      opened={person !== null}
      onClose={close}
      title="Make owner"
      about={shown && `${shown.name}, ${shown.email}`}
      verb="Make owner"
      busyVerb="Changing"
      wayOut="Keep role"
      busy={change.isPending}
      problem={change.error}
      onSubmit={() =>
        person &&
        change.mutate(
          { id: person.id, role: "owner" },
          {
            onSuccess: () => {
              close();
              toast(`${person.name} is an owner now`);
            },
          },
        )
      }
      warning={
        <>
          <b>{shown?.name} may do everything</b>, and may change your role and remove you, too.
        </>
      }
    />
  );
}

export function WithdrawInvitation({ invitation, onClose }: { invitation: Invitation | null; onClose: () => void }) {
  const withdraw = useWithdrawInvitation();
  const shown = useLast(invitation);
  const close = () => {
    onClose();
    withdraw.reset();
  };
  return (
    <ConfirmDialog
      opened={invitation !== null}
      onClose={close}
      title="Withdraw invitation"
      about={shown?.email}
      verb="Withdraw invitation"
      busyVerb="Withdrawing"
      wayOut="Keep invitation"
      danger
      busy={withdraw.isPending}
      problem={withdraw.error}
      onSubmit={() =>
        invitation &&
        withdraw.mutate(invitation.id, {
          onSuccess: () => {
            close();
            toast(`Invitation of ${invitation.email} withdrawn`);
          },
        })
      }
      warning={
        <>
          <b>The link stops working at once.</b> You can invite them again.
        </>
      }
    />
  );
}
