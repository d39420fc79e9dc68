import { useQuery } from "@tanstack/react-query";
import { type Found, search } from "#data/search.ts";
import { usePaused } from "#parts/use-paused.ts";

/** What fits what is typed, once typing pauses. */
export function useSearch(text: string): { found: readonly Found[]; isSearching: boolean } {
  const typed = text.trim();
  const words = usePaused(typed, 200);
  const { data, isFetching, isPlaceholderData } = useQuery({
    queryKey: ["search", words],
    queryFn: ({ signal }) => search(words, signal),
    enabled: words !== "",
    refetchInterval: false,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  return { found: typed === "" ? [] : (data ?? []), isSearching: isFetching || isPlaceholderData || words !== typed };
}
