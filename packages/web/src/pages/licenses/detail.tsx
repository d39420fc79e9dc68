import { IconFilter } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import type { License } from "#data/api.gen.ts";
import { useLicense } from "#data/licenses.ts";
import { distanceOf } from "#data/moments.ts";
import { LicenseActions } from "#pages/licenses/actions.tsx";
import { Instances } from "#pages/licenses/instances.tsx";
import { notStartedOf, statusDateOf } from "#pages/licenses/life.ts";
import { TimelineSection } from "#pages/licenses/timeline.tsx";
import { ButtonLink } from "#parts/button.tsx";
import { lengthOf } from "#parts/event-words.tsx";
import { type Fact, Facts } from "#parts/facts.tsx";
import { endingOf, KeyField } from "#parts/key-field.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";
import { SlotMeter } from "#parts/slots.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";
import { useNow } from "#parts/use-now.ts";
import { OnDate } from "#parts/when.tsx";

const CRUMBS = [{ name: "Licenses", to: "/licenses" }];
const DAY_MS = 86_400_000;

/** One license: its key and terms, every device, and all that happened. */
export function Page() {
  const { id = "" } = useParams({ strict: false });
  const { data: license, error, refetch } = useLicense(id);
  if (license === undefined) {
    if (error === null) return <PageSkeleton />;
    return (
      <>
        <PageHeader title="License" crumbs={CRUMBS} />
        <ProblemState problem={error} again={() => void refetch()} />
      </>
    );
  }
  const { plan, customer, order } = license;
  return (
    <>
      <PageHeader
        title={`${plan.product.name}, ${plan.name}`}
        crumb={`…${endingOf(license.licenseKey)}`}
        crumbs={CRUMBS}
        actions={<LicenseActions license={license} withExpiry />}
      >
        <Link className="link" to="/customers/$id" params={{ id: customer.id }}>
          {customer.name ?? customer.email}
        </Link>
        {customer.name !== null && (
          <>
            {" "}
            <span className="t3">·</span> {customer.email}
          </>
        )}{" "}
        <span className="t3">·</span>{" "}
        <Link className="link" to="/orders/$id" params={{ id: order.id }}>
          Order {order.number}
        </Link>
      </PageHeader>
      <LicenseFacts license={license} />
      <Instances license={license} />
      <TimelineSection
        about={{ license: license.id }}
        aside={
          <ButtonLink to="/activity" search={{ license: license.id } as never} size="sm" icon={IconFilter}>
            All events
          </ButtonLink>
        }
      />
    </>
  );
}

function LicenseFacts({ license }: { license: License }) {
  const { licenseKey, status, activationUsage, activationLimit } = license;
  const statusDate = statusDateOf(license);
  const notStarted = notStartedOf(license);
  const now = useNow();
  return (
    <Facts
      withKey
      facts={[
        { name: "License key", value: <KeyField licenseKey={licenseKey} size="sm" /> },
        { name: "Status", value: <StatusBadge status={status} date={statusDate} /> },
        { name: "Expires", ...expiryOf(license, notStarted, now) },
        {
          name: "Slots in use",
          value: (
            <span className="num">
              {`${activationUsage}/${activationLimit ?? "Unlimited"}`}
              <SlotMeter used={activationUsage} limit={activationLimit} />
            </span>
          ),
        },
      ]}
    />
  );
}

function expiryOf(license: License, notStarted: string | null, now: number): Pick<Fact, "value" | "more"> {
  const { expiresOn, graceEndsOn } = license;
  if (notStarted !== null) return { value: "Not started", more: `${notStarted} from the first activation` };
  if (expiresOn === null) return { value: "Never expires" };
  const days = graceEndsOn === null ? 0 : Math.round((Date.parse(graceEndsOn) - Date.parse(expiresOn)) / DAY_MS);
  const grace = days > 0 ? `, then ${lengthOf(days, "days")} of grace` : "";
  return { value: <OnDate at={expiresOn} />, more: `${distanceOf(expiresOn, now)}${grace}` };
}
