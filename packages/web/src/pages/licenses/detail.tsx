import { IconFilter } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import type { License } from "#data/api.gen.ts";
import { useLicense } from "#data/licenses.ts";
import { LicenseActions } from "#pages/licenses/actions.tsx";
import { ExplainButton } from "#pages/licenses/explain.tsx";
import { Instances } from "#pages/licenses/instances.tsx";
import { LicenseKey } from "#pages/licenses/key.tsx";
import { KeyMail } from "#pages/licenses/key-mail.tsx";
import { statusDateOf } from "#pages/licenses/life.ts";
import { TimelineSection } from "#pages/licenses/timeline.tsx";
import { ButtonLink } from "#parts/button.tsx";
import { Expiry } from "#parts/expiry.tsx";
import { Facts } from "#parts/facts.tsx";
import { endingOf } from "#parts/key-field.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";
import { SlotMeter } from "#parts/slots.tsx";
import { StatusBadge } from "#parts/status-badge.tsx";

const CRUMBS = [{ name: "Licenses", to: "/licenses" }];

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
      <KeyMail licenseId={license.id} />
      <Instances license={license} />
      <TimelineSection
        about={{ license: license.id }}
        aside={
          <span className="head-a">
            <ExplainButton license={license} />
            <ButtonLink to="/activity" search={{ license: license.id } as never} size="sm" icon={IconFilter}>
              All events
            </ButtonLink>
          </span>
        }
      />
    </>
  );
}

function LicenseFacts({ license }: { license: License }) {
  const { status, activationUsage, activationLimit } = license;
  const statusDate = statusDateOf(license);
  return (
    <Facts
      withKey
      facts={[
        { name: "License key", value: <LicenseKey license={license} size="sm" /> },
        { name: "Status", value: <StatusBadge status={status} date={statusDate} /> },
        { name: "Expires", value: <Expiry license={license} withGrace /> },
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
