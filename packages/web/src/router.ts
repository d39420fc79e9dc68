import { createRouter } from "@tanstack/react-router";
import { onSentAway, queryClient } from "#data/query-client.ts";
import { routeTree } from "./routes.tsx";

/* Filters stand in the address as plain text: `?status=active`, not as JSON. */

function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

function stringifySearch(search: Record<string, unknown>): string {
  const words = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(words.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: "intent",
  // A page that comes quickly comes without anything in between.
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Where somebody is who need not be signed in. */
const OUTSIDE: ReadonlySet<string> = new Set([
  "/sign-in",
  "/second-step",
  "/forgot",
  "/reset",
  "/setup",
  "/invitation",
]);

// Whatever call finds that somebody may not go on leads to where they can do something about it, and from there back.
onSentAway((to) => {
  const { pathname, searchStr } = router.state.location;
  if (OUTSIDE.has(pathname)) return;
  queryClient.clear();
  void router.navigate({ to, search: { return: pathname + searchStr }, replace: true });
});
