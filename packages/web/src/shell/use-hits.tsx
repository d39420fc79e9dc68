import { IconKey, IconPlus, IconReceipt, IconSearch, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { NavigateOptions } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { type Found, search } from "#data/search.ts";
import type { TablerIcon } from "#parts/icon.tsx";
import { KeyTail } from "#parts/key-field.tsx";
import { wordOfStatus } from "#parts/status-badge.tsx";
import { PLACES } from "#shell/places.ts";

/** One line of the palette. */
export interface Hit {
  readonly id: string;
  readonly group: string;
  readonly icon: TablerIcon;
  readonly name: ReactNode;
  readonly more?: ReactNode;
  readonly link: NavigateOptions;
}

/** What fits what is typed: licenses, orders and customers from the server, and the places of the app. */
export function useHits(text: string): { hits: readonly Hit[]; isSearching: boolean } {
  const words = usePaused(text.trim());
  const { data, isFetching } = useQuery({
    queryKey: ["search", words],
    queryFn: ({ signal }) => search(words, signal),
    enabled: words !== "",
    refetchInterval: false,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const found = text.trim() === "" ? [] : hitsOf(data ?? []);
  return { hits: [...found, ...placesFor(text.trim().toLowerCase())], isSearching: isFetching };
}

function hitsOf(found: readonly Found[]): Hit[] {
  return found.map(hitOf);
}

function hitOf(thing: Found): Hit {
  switch (thing.kind) {
    case "license": {
      const { id, licenseKey, customer, status } = thing.license;
      return {
        id,
        group: "Licenses",
        icon: IconKey,
        name: <KeyTail licenseKey={licenseKey} />,
        more: `${customer.name ?? customer.email}, ${wordOfStatus(status)}`,
        link: { to: "/licenses/$id", params: { id } },
      };
    }
    case "order": {
      const { id, number, customer, plan } = thing.order;
      return {
        id,
        group: "Orders",
        icon: IconReceipt,
        name: `Order ${number}`,
        more: `${customer.name ?? customer.email}, ${plan.name}`,
        link: { to: "/orders/$id", params: { id } },
      };
    }
    case "customer": {
      const { id, name, email } = thing.customer;
      return {
        id,
        group: "Customers",
        icon: IconUsers,
        name: name ?? email,
        more: name ? email : "",
        link: { to: "/customers/$id", params: { id } },
      };
    }
  }
}

function placesFor(words: string): Hit[] {
  const acts = [{ name: "New order", to: "/orders/new", icon: IconPlus }] as const;
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

/** The text as it was when typing last paused. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
