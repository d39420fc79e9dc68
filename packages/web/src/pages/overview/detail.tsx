import { isSetUp, useOverview } from "#data/overview.ts";
import { Figures } from "#pages/overview/figures.tsx";
import { FirstRun } from "#pages/overview/first-run.tsx";
import { ExpiringSoon, Suspicious } from "#pages/overview/lists.tsx";
import { PageHeader } from "#parts/page-header.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { Segmented } from "#parts/segmented.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";
import { useFilters } from "#parts/use-filters.ts";

const PERIODS = ["7", "30", "90"] as const;

/** How the installation is doing; the first steps while there is no working key yet. */
export function Page() {
  const { filters, set } = useFilters(["days"]);
  const days = PERIODS.find((period) => period === filters.days) ?? "30";
  const overview = useOverview(Number(days));
  if (overview.data && !isSetUp(overview.data)) return <FirstRun checklist={overview.data.checklist} />;
  return (
    <>
      <PageHeader
        title="Overview"
        actions={
          <Segmented
            label="Period"
            size="sm"
            options={PERIODS.map((period) => ({ value: period, label: `${period}\u00a0days` }))}
            value={days}
            onChange={(period) => set({ days: period === "30" ? "" : period })}
          />
        }
      />
      {overview.data ? (
        <>
          <Figures overview={overview.data} isStale={overview.isPlaceholderData} />
          <div className="pair">
            <Suspicious suspicious={overview.data.suspicious} />
            <ExpiringSoon licenses={overview.data.expiringSoon} count={overview.data.expiringSoonCount} />
          </div>
        </>
      ) : overview.error ? (
        <ProblemState problem={overview.error} again={() => void overview.refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </>
  );
}
