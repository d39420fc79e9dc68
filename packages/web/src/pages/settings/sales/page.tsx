import { useState } from "react";
import type { SaleProviders } from "#data/api.gen.ts";
import { type Provider, useSaleProviders } from "#data/sales.ts";
import { Connection } from "#pages/settings/sales/connection.tsx";
import { Events } from "#pages/settings/sales/events.tsx";
import { Sources } from "#pages/settings/sales/sources.tsx";
import { Unresolved } from "#pages/settings/sales/unresolved.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { SettingsHeader } from "#parts/settings-header.tsx";
import { PageSkeleton } from "#parts/skeleton.tsx";

/** Where orders come from: sales that need somebody, what providers have sent, and how each is connected. */
export function Page() {
  const { data, error, refetch } = useSaleProviders();
  return (
    <>
      <SettingsHeader name="Sales" />
      {data ? (
        <Sales state={data} />
      ) : error ? (
        <ProblemState problem={error} again={() => void refetch()} />
      ) : (
        <PageSkeleton />
      )}
    </>
  );
}

function Sales({ state }: { state: SaleProviders }) {
  const [chosen, setChosen] = useState<Provider | null>(null);
  const hasHeard = state.providers.some(({ connected, lastEventAt }) => connected || lastEventAt !== null);
  const shown =
    state.providers.find(({ provider }) => provider === chosen) ??
    state.providers.find(({ connected }) => connected) ??
    state.providers[0];
  return (
    <div className="split">
      <div>
        <Unresolved />
        {hasHeard && <Events unresolved={state.unresolved} />}
        {shown && <Connection state={shown} plans={state.plans} />}
      </div>
      <Sources state={state} onConnect={setChosen} />
    </div>
  );
}
