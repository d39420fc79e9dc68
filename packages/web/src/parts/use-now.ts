import { useSyncExternalStore } from "react";

/* One clock for all the times on a page: they move on together, every half minute. */

const TICK_MS = 30_000;
const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(told: () => void): () => void {
  watchers.add(told);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of watchers) each();
  }, TICK_MS);
  return () => {
    watchers.delete(told);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time in milliseconds, at most half a minute old. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => {
    // Fresh where nothing has been ticking, the same within one tick.
    if (Date.now() - now >= TICK_MS) now = Date.now();
    return now;
  });
}
