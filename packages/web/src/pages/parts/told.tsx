import { IconDeviceLaptop, IconReceipt, IconShieldX } from "@tabler/icons-react";
import { ago, DAY } from "#pages/parts/shown.tsx";
import { Button } from "#parts/button.tsx";
import { Note } from "#parts/note.tsx";
import { Section } from "#parts/section.tsx";
import { Snippet } from "#parts/snippet.tsx";
import { Timeline } from "#parts/timeline.tsx";
import { toast } from "#parts/toast.tsx";

export function Told() {
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
                <b>Activation denied</b> on DESKTOP-4QH, limit reached with 5 of 5 in use
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
                <b>Activated</b> on Studio Mac, 1 of 5 in use
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
