import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { moveOn } from "#parts/page-state.ts";

/** After a change of page, the focus goes to its heading, so that it is read out and Tab goes on from there. */
export function usePageFocus(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        // Not when the app opens: the focus is the browser's then.
        if (fromLocation === undefined || !pathChanged) return;
        moveOn();
        const place = document.querySelector<HTMLElement>("main h1") ?? document.querySelector<HTMLElement>("main");
        place?.focus({ preventScroll: true });
      }),
    [router],
  );
}
