import { ago, DAY, KEY, Shown } from "#pages/parts/shown.tsx";
import { KeyField, KeyTail } from "#parts/key-field.tsx";
import { Metadata } from "#parts/metadata.tsx";
import { SecretField } from "#parts/secret-field.tsx";
import { Section } from "#parts/section.tsx";
import { SlotMeter, SlotsInRow } from "#parts/slots.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { AtTime, DateAndDistance, DistanceAndTime, OnDate, When } from "#parts/when.tsx";

export function Status() {
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

export function Keys() {
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
