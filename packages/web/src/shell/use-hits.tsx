import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useMay } from "#data/roles.ts";
import { type Hit, hitOf } from "#parts/found.tsx";
import { useSearch } from "#parts/use-search.ts";
import { PLACES } from "#shell/places.ts";

/** What fits what is typed: licenses, orders and customers from the server, and the places of the app. */
export function useHits(text: string): { hits: readonly Hit[]; isSearching: boolean } {
  const mayOrder = useMay("support");
  const { found, isSearching } = useSearch(text);
  return { hits: [...found.map(hitOf), ...placesFor(text.trim().toLowerCase(), mayOrder)], isSearching };
}

function placesFor(words: string, mayOrder: boolean): Hit[] {
  const acts = mayOrder ? ([{ name: "New order", to: "/orders/new", icon: IconPlus }] as const) : [];
  const places = [...PLACES, ...acts]
    .filter(({ name }) => name.toLowerCase().includes(words))
    .map(({ name, to, icon }): Hit => ({ id: to, group: "Go to", icon, name, link: { to } }));
  const isEnding = /^[0-9a-z]{2,5}$/.test(words);
  const all: Hit[] = isEnding
    ? [
        {
          id: "ending",
          group: "Go to",
          icon: IconSearch,
          name: `All licenses that end in “${words}”`,
          link: { to: "/licenses", search: { q: words } as never },
        },
      ]
    : [];
  return [...places, ...all];
}
