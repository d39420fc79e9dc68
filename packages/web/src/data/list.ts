import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import type { Problem } from "#data/problem.ts";
import { REFRESH_MS } from "#data/query-client.ts";

/** How many items a page of a list holds. */
export const PAGE_SIZE = 25;

/** Beyond as many pages, a list is asked anew only when the tab is looked at again. */
const REFRESHED_PAGES = 4;

/** One page, as every list of the API answers it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** A list as far as it has been read. */
export interface List<T> {
  readonly items: readonly T[];
  /** Nothing is known yet: show skeletons. */
  readonly isPending: boolean;
  readonly problem: Problem | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  /** Reads the next page. */
  readonly more: () => void;
  /** Asks anew, after a problem. */
  readonly again: () => void;
}

/** A list that is read page by page and kept fresh. @param read asks for the page at a cursor; undefined = the first */
export function useList<T>(
  queryKey: QueryKey,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
): List<T> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > REFRESHED_PAGES ? false : REFRESH_MS),
    // While a filter changes, the rows stay until the new ones are there.
    placeholderData: (before) => before,
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    isPending: query.isPending,
    problem: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}
