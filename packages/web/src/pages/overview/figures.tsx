import { lazy, type ReactNode, Suspense } from "react";
import type { Overview } from "#data/api.gen.ts";
import { Skeleton } from "#parts/skeleton.tsx";

const UseChart = lazy(async () => ({ default: (await import("#parts/use-chart.tsx")).UseChart }));

/** What happened in the last days, in four figures and day by day. */
export function Figures({ overview, isStale }: { overview: Overview; isStale: boolean }) {
  const { days, activeLicenses, activeLicensesBefore, validations, validationsBefore, activations, denied } = overview;
  const period = days === 1 ? "day" : `${days}\u00a0days`;
  const attempts = activations + denied;
  const use = overview.validationsByDay.map(({ day, validations: count }, place) => ({
    day,
    validations: count,
    activated: overview.activationsByDay[place]?.activated ?? 0,
    denied: overview.activationsByDay[place]?.denied ?? 0,
  }));
  return (
    <section
      className={`card alone ${isStale ? "stale" : ""}`}
      aria-label={`Figures of the last ${period}`}
      aria-busy={isStale}
    >
      <dl className="figs">
        <Figure
          name="Active licenses"
          value={activeLicenses}
          more={`${differenceOf(activeLicenses - activeLicensesBefore)} ${period} ago`}
        />
        <Figure
          name="Validations"
          swatch="line"
          value={validations}
          more={trendOf(validations, validationsBefore, period)}
        />
        <Figure
          name="Activations"
          swatch="bar"
          value={activations}
          more={`${(activations / days).toLocaleString("en", { maximumFractionDigits: 1 })} a day`}
        />
        <Figure
          name="Denied activations"
          swatch="deny"
          value={denied}
          more={denied === 0 ? "none was refused" : `${percentOf(denied / attempts)} of all attempts`}
        />
      </dl>
      <Suspense
        fallback={
          <div className="chart skels">
            <Skeleton width="100%" height={308} />
          </div>
        }
      >
        <UseChart days={use} />
      </Suspense>
    </section>
  );
}

function Figure({
  name,
  swatch,
  value,
  more,
}: {
  name: string;
  swatch?: "line" | "bar" | "deny";
  value: number;
  more: ReactNode;
}) {
  return (
    <div>
      <dt>
        {swatch && <span className={`swatch swatch--${swatch}`} />}
        {name}
      </dt>
      <dd>{value.toLocaleString("en")}</dd>
      <dd>{more}</dd>
    </div>
  );
}

function differenceOf(difference: number): string {
  if (difference === 0) return "as many as";
  return `${Math.abs(difference).toLocaleString("en")} ${difference > 0 ? "more" : "fewer"} than`;
}

function trendOf(now: number, before: number, period: string): string {
  if (before === 0) return now === 0 ? "none yet" : `none in the ${period} before`;
  const change = now / before - 1;
  if (Math.abs(change) < 0.005) return `as many as in the ${period} before`;
  return `${percentOf(Math.abs(change))} ${change > 0 ? "up" : "down"} on the ${period} before`;
}

function percentOf(share: number): string {
  return share < 0.01 ? "less than 1%" : `${Math.round(share * 100).toLocaleString("en")}%`;
}
