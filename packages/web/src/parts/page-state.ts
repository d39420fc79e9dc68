import { type ReactNode, useSyncExternalStore } from "react";

/* What the page tells the frame around it: its name and the way to it. */

export interface Crumb {
  readonly name: string;
  readonly to: string;
}

export interface PageState {
  readonly crumbs: readonly Crumb[];
  readonly name: ReactNode;
}

let shown: PageState = { crumbs: [], name: "" };
const watchers = new Set<() => void>();

/** The page's name and the way to it, for the header bar. `PageHeader` calls it. */
export function showPage(page: PageState): void {
  const isSame = shown.name === page.name && JSON.stringify(shown.crumbs) === JSON.stringify(page.crumbs);
  if (isSame) return;
  shown = page;
  for (const told of watchers) told();
}

let isMoved = false;

/** Somebody went from one page to another: from then on the app, not the browser, says where the focus goes. */
export function moveOn(): void {
  isMoved = true;
}

export function hasMovedOn(): boolean {
  return isMoved;
}

/** What the open page has told. */
export function useShownPage(): PageState {
  return useSyncExternalStore(
    (told) => {
      watchers.add(told);
      return () => watchers.delete(told);
    },
    () => shown,
  );
}
