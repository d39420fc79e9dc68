import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "#data/problem.ts";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Problem;
  }
}

/** How often what is on the screen is asked for anew, in milliseconds. */
export const REFRESH_MS = 10_000;

/** Where whoever may not go on must go: to sign in, or to show or set up their second step. */
export type Elsewhere = "/sign-in" | "/second-step";

const sentAway = new Set<(to: Elsewhere) => void>();

/** Tells when a call was refused because nobody is signed in, or not with two steps. Answers how to stop. */
export function onSentAway(told: (to: Elsewhere) => void): () => void {
  sentAway.add(told);
  return () => sentAway.delete(told);
}

/** Where such a refusal sends somebody; null = it is another one. */
export function elsewhereOf(error: unknown): Elsewhere | null {
  if (!(error instanceof Problem)) return null;
  if (error.code === "UNAUTHORIZED") return "/sign-in";
  return error.code === "TWO_STEP_REQUIRED" ? "/second-step" : null;
}

function notice(error: Error): void {
  const to = elsewhereOf(error);
  if (to !== null) for (const told of sentAway) told(to);
}

/** What the app has been told by the server. Pages that are looked at stay as they are on the server. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: notice }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: {
    queries: {
      // A page that is opened again shows what it knows at once, and asks anew behind it.
      staleTime: 2_000,
      // Not while the tab is hidden: `refetchIntervalInBackground` is off unless said otherwise.
      refetchInterval: REFRESH_MS,
      refetchOnWindowFocus: true,
      retry: (failures, error) => error.code === "UNREACHABLE" && failures < 2,
      retryDelay: (failures) => 500 * 2 ** failures,
    },
    // What a change was answered, such as a new key, is forgotten with the part of the page that has made it.
    mutations: { retry: false, gcTime: 0 },
  },
});
