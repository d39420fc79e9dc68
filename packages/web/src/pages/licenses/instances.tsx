import { IconDeviceLaptopOff } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useActivations, useRevokeActivation } from "#data/activations.ts";
import type { Activation, License } from "#data/api.gen.ts";
import { useMay } from "#data/roles.ts";
import { AboutLicense } from "#pages/licenses/use-review.tsx";
import { Button } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { ConfirmDialog } from "#parts/dialog.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { InUseOrEnded, useEndedShown } from "#parts/in-use-or-ended.tsx";
import { Metadata } from "#parts/metadata.tsx";
import { Section } from "#parts/section.tsx";
import { toast } from "#parts/toast.tsx";
import { DateAndDistance, DistanceAndTime } from "#parts/when.tsx";

/** Every device of a license: those in use, which can be revoked, and those that have ended. */
export function Instances({ license }: { license: License }) {
  const ended = useEndedShown();
  const { isEnded } = ended;
  const mayRevoke = useMay("support");
  const list = useActivations(license.id, { ended: isEnded });
  const [asked, setAsked] = useState<Activation | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useFocusKept(place, list.items.length);
  return (
    <div ref={place}>
      <Section
        title="Instances"
        aside={<InUseOrEnded label="Show instances" used={license.activationUsage} {...ended} />}
      >
        <DataTable
          label={isEnded ? "Ended devices" : "Devices in use"}
          boxed
          columns={isEnded ? ENDED : mayRevoke ? [...COMMON, revokeColumn(setAsked)] : COMMON}
          list={list}
          keyOf={({ instanceId }) => instanceId}
          order="Newest first"
          empty={<NoInstances license={license} isEnded={isEnded} />}
        />
      </Section>
      <RevokeDialog
        licenseId={license.id}
        about={<AboutLicense license={license} />}
        activation={asked}
        onClose={() => setAsked(null)}
      />
    </div>
  );
}

const COMMON: Column<Activation>[] = [
  { name: "Name or ID", at: "1 / 1", cell: (activation) => <NameOrId activation={activation} /> },
  {
    name: "Activated",
    at: "2 / 1",
    nowrap: true,
    labelled: true,
    cell: ({ activatedAt }) => <DateAndDistance at={activatedAt} />,
  },
  {
    name: "Last seen",
    at: "2 / 2",
    nowrap: true,
    labelled: true,
    cell: ({ lastSeenAt }) => <DistanceAndTime at={lastSeenAt} />,
  },
  { name: "Metadata", at: "3 / 1 / 4 / 3", cell: ({ metadata }) => <Metadata metadata={metadata} /> },
];

const ENDED: Column<Activation>[] = [
  ...COMMON,
  {
    name: "Ended",
    at: "4 / 1",
    nowrap: true,
    labelled: true,
    cell: ({ endedAt }) => endedAt !== null && <DateAndDistance at={endedAt} />,
  },
];

/** The way to revoke each device of a list. @param ask is told which */
export function revokeColumn<Device extends Activation>(ask: (device: Device) => void): Column<Device> {
  return {
    name: "Action",
    quiet: true,
    at: "1 / 2",
    cell: (activation) => (
      <div className="revoke">
        <Button
          look="quiet-bad"
          size="sm"
          aria-label={`Revoke ${activation.name ?? activation.instanceId}`}
          onClick={() => ask(activation)}
        >
          Revoke
        </Button>
      </div>
    ),
  };
}

export function NameOrId({ activation: { name, instanceId } }: { activation: Activation }) {
  return name === null ? (
    <>
      <span className="mono">{instanceId}</span>
      <small>No name given</small>
    </>
  ) : (
    <>
      <b>{name}</b>
      <small className="mono">{instanceId}</small>
    </>
  );
}

export function RevokeDialog({
  licenseId,
  about,
  activation,
  onClose,
}: {
  licenseId: string;
  /** Whose it is. */
  about: ReactNode;
  activation: Activation | null;
  onClose: () => void;
}) {
  const revoke = useRevokeActivation(licenseId);
  // What was asked about stays readable while the dialog fades.
  const [shown, setShown] = useState(activation);
  if (activation !== null && activation !== shown) setShown(activation);
  const name = shown?.name ?? shown?.instanceId ?? "";
  const close = () => {
    revoke.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      opened={activation !== null}
      onClose={close}
      title="Revoke activation"
      about={about}
      verb="Revoke activation"
      busyVerb="Revoking"
      wayOut="Keep activation"
      danger
      busy={revoke.isPending}
      problem={revoke.error}
      onSubmit={() =>
        activation &&
        revoke.mutate(activation.instanceId, {
          onSuccess: () => {
            close();
            toast(`Activation on ${name} revoked`);
          },
        })
      }
      warning={
        <>
          <b>{name} stops at once</b> and its slot is free. The key still works: whoever has it can activate a device
          again.
        </>
      }
    />
  );
}

function NoInstances({ license, isEnded }: { license: License; isEnded: boolean }) {
  const { activatedOn } = license;
  return (
    <div className="card">
      <EmptyState
        icon={IconDeviceLaptopOff}
        title={isEnded ? "No ended instances" : activatedOn === null ? "Not activated yet" : "No device in use"}
      >
        {isEnded
          ? "Devices that were revoked, or that ended their activation, are listed here."
          : "A device is listed here as soon as your application activates it with this key."}
      </EmptyState>
    </div>
  );
}

/** When the row that had the focus is gone, the focus stays near: on the choice above the table. */
export function useFocusKept(place: React.RefObject<HTMLDivElement | null>, rows: number): void {
  const before = useRef(rows);
  useEffect(() => {
    if (rows < before.current && document.activeElement === document.body)
      place.current?.querySelector<HTMLInputElement>("input:checked")?.focus();
    before.current = rows;
  }, [place, rows]);
}
