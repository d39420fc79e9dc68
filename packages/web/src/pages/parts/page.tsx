import { Buttons, Fields } from "#pages/parts/controls.tsx";
import { Dialogs } from "#pages/parts/dialogs.tsx";
import { Lists } from "#pages/parts/lists.tsx";
import { ago, DAY, lifeUntil } from "#pages/parts/shown.tsx";
import { Keys, Status } from "#pages/parts/status.tsx";
import { Told } from "#pages/parts/told.tsx";
import { Expiry } from "#parts/expiry.tsx";
import { Facts } from "#parts/facts.tsx";
import { Money } from "#parts/money.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { Section } from "#parts/section.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";
import { Slots } from "#parts/slots.tsx";

/* Every part with its states, for whoever works on them: `/_parts` while `vite` serves. Beside it: the look's parts.html. */

export function Page() {
  return (
    <>
      <PageHeader title="Parts and their states" crumb="Parts">
        What the pages are made of, with the states that they do not show.
      </PageHeader>
      <Facts
        facts={[
          { name: "Customer", value: <span className="link">Ines Duarte</span>, more: "ines@northlight.example" },
          { name: "Expires", value: <Expiry license={lifeUntil(ago(-366 * DAY))} /> },
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
