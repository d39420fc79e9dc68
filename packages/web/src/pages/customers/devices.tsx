import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type LicensedActivation, useActivationsOf } from "#data/activations.ts";
import type { License } from "#data/api.gen.ts";
import { NameOrId, RevokeDialog, revokeColumn } from "#pages/licenses/instances.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { InUseOrEnded, useEndedShown } from "#parts/in-use-or-ended.tsx";
import { KeyTail } from "#parts/key-field.tsx";
import { Metadata } from "#parts/metadata.tsx";
import { Section } from "#parts/section.tsx";
import { DateAndDistance, DistanceAndTime } from "#parts/when.tsx";

/** The devices on which the customer's licenses are, or were, in use. */
export function Devices({ licenses }: { licenses: readonly License[] }) {
  const ended = useEndedShown();
  const { isEnded } = ended;
  const list = useActivationsOf(licenses, { ended: isEnded });
  const [asked, setAsked] = useState<LicensedActivation | null>(null);
  const [shown, setShown] = useState<LicensedActivation | null>(null);
  const used = licenses.reduce((sum, { activationUsage }) => sum + activationUsage, 0);
  return (
    <Section title="Devices" aside={<InUseOrEnded label="Show devices" used={used} {...ended} />}>
      <DataTable
        label="List of devices"
        boxed
        columns={
          isEnded
            ? [...COLUMNS, ENDED]
            : [
                ...COLUMNS,
                revokeColumn<LicensedActivation>((device) => {
                  setShown(device);
                  setAsked(device);
                }),
              ]
        }
        list={list}
        keyOf={({ instanceId }) => instanceId}
        empty={
          <p className="t3">{isEnded ? "No activation of theirs has ended." : "No device uses a license of theirs."}</p>
        }
      />
      {shown && <RevokeDialog license={shown.license} activation={asked} onClose={() => setAsked(null)} />}
    </Section>
  );
}

const COLUMNS: Column<LicensedActivation>[] = [
  { name: "Name or ID", at: "1 / 1", cell: (activation) => <NameOrId activation={activation} /> },
  {
    name: "License",
    at: "2 / 1",
    cell: ({ license }) => (
      <Link to="/licenses/$id" params={{ id: license.id }}>
        <KeyTail licenseKey={license.licenseKey} />
      </Link>
    ),
  },
  { name: "Last seen", at: "2 / 2", nowrap: true, cell: ({ lastSeenAt }) => <DistanceAndTime at={lastSeenAt} /> },
  { name: "Metadata", at: "3 / 1 / 4 / 3", cell: ({ metadata }) => <Metadata metadata={metadata} /> },
];

const ENDED: Column<LicensedActivation> = {
  name: "Ended",
  at: "1 / 2",
  nowrap: true,
  cell: ({ endedAt }) => endedAt !== null && <DateAndDistance at={endedAt} />,
};
