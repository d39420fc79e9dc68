import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useActivationsOfCustomer } from "#data/activations.ts";
import type { ActivationOfCustomer, CustomerDetails } from "#data/api.gen.ts";
import { useMay } from "#data/roles.ts";
import { NameOrId, RevokeDialog, revokeColumn, useFocusKept } from "#pages/licenses/instances.tsx";
import { AboutKey } from "#pages/licenses/use-review.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { InUseOrEnded, useEndedShown } from "#parts/in-use-or-ended.tsx";
import { KeyEnding } from "#parts/key-field.tsx";
import { Metadata } from "#parts/metadata.tsx";
import { Section } from "#parts/section.tsx";
import { DateAndDistance, DistanceAndTime } from "#parts/when.tsx";

/** The devices on which the customer's licenses are, or were, in use. @param used how many are; null = not counted */
export function Devices({ customer, used }: { customer: CustomerDetails; used: number | null }) {
  const ended = useEndedShown();
  const { isEnded } = ended;
  const list = useActivationsOfCustomer(customer.id, { ended: isEnded });
  const [asked, setAsked] = useState<ActivationOfCustomer | null>(null);
  const [shown, setShown] = useState<ActivationOfCustomer | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const mayRevoke = useMay("support");
  useFocusKept(place, list.items.length);
  const ask = (device: ActivationOfCustomer) => {
    setShown(device);
    setAsked(device);
  };
  return (
    <div ref={place}>
      <Section title="Devices" aside={<InUseOrEnded label="Show devices" used={used} {...ended} />}>
        <DataTable
          label="List of devices"
          boxed
          columns={isEnded ? [...COLUMNS, ENDED] : mayRevoke ? [...COLUMNS, revokeColumn(ask)] : COLUMNS}
          list={list}
          keyOf={({ instanceId }) => instanceId}
          order="Newest first"
          empty={
            <p className="t3">
              {isEnded ? "No activation of theirs has ended." : "No device uses a license of theirs."}
            </p>
          }
        />
      </Section>
      {shown && (
        <RevokeDialog
          licenseId={shown.license.id}
          about={<AboutKey customer={customer} ending={shown.license.keyEnding} />}
          activation={asked}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

const COLUMNS: Column<ActivationOfCustomer>[] = [
  { name: "Name or ID", at: "1 / 1", cell: (activation) => <NameOrId activation={activation} /> },
  {
    name: "License",
    at: "2 / 1",
    cell: ({ license }) => (
      <Link to="/licenses/$id" params={{ id: license.id }}>
        <KeyEnding ending={license.keyEnding} />
      </Link>
    ),
  },
  { name: "Last seen", at: "2 / 2", nowrap: true, cell: ({ lastSeenAt }) => <DistanceAndTime at={lastSeenAt} /> },
  { name: "Metadata", at: "3 / 1 / 4 / 3", cell: ({ metadata }) => <Metadata metadata={metadata} /> },
];

const ENDED: Column<ActivationOfCustomer> = {
  name: "Ended",
  at: "1 / 2",
  nowrap: true,
  cell: ({ endedAt }) => endedAt !== null && <DateAndDistance at={endedAt} />,
};
