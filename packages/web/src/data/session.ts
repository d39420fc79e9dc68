import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AcceptInvitation, Me, OpenedInvitation, SetUp } from "#data/api.gen.ts";
import { answer, api, call } from "#data/client.ts";
import { Problem } from "#data/problem.ts";

/** Asked before every page: fails with `UNAUTHORIZED` when nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => answer<Me>(api.GET("/api/v1/me")),
  staleTime: 60_000,
});

/** Who is signed in. */
export function useMe() {
  return useQuery(meQuery);
}

/** Whether the installation has no owner yet, and whether it sends mail. */
export function useSetup() {
  return useQuery({
    queryKey: ["setup"],
    queryFn: () => answer(api.GET("/api/v1/setup")),
    refetchInterval: false,
  });
}

interface SignInAnswer {
  /** The password was right, and nobody is signed in: the same again, with a code. */
  readonly codeNeeded?: true;
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation<SignInAnswer, Problem, { email: string; password: string; code?: string }>({
    mutationFn: (credentials) => call("POST", "/api/auth/sign-in/email", credentials),
    onSuccess: ({ codeNeeded }) => {
      if (!codeNeeded) client.clear();
    },
  });
}

export function useSignOut() {
  return useEntry<void>(() => call("POST", "/api/auth/sign-out", {}));
}

/** Asks for a link by which a new password is chosen. The answer is the same whether or not there is such a user. */
export function useAskForReset() {
  return useMutation<unknown, Problem, { email: string }>({
    mutationFn: (body) => call("POST", "/api/auth/request-password-reset", body),
  });
}

/** Chooses a new password with the token of such a link, and signs in with it. */
export function useReset() {
  return useEntry((body: { token: string; newPassword: string }) => call("POST", "/api/auth/reset-password", body));
}

/** Creates the owner and signs in as them. */
export function useSetUp() {
  return useEntry((body: SetUp) => answer(api.POST("/api/v1/setup", { body })));
}

/** What whoever has an invitation's link is told of it, which travels in the body; null = it is not good any more. */
export function useInvitation(token: string) {
  return useQuery({
    queryKey: ["invitation", token],
    queryFn: () =>
      answer<OpenedInvitation>(api.POST("/api/v1/invitations/open", { body: { invitation: token } })).catch(nullIfDead),
    enabled: token !== "",
    refetchInterval: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** That a link is dead is no news about who is signed in, as a problem would be. */
function nullIfDead(problem: unknown): null {
  if (problem instanceof Problem && problem.code === "UNAUTHORIZED") return null;
  throw problem;
}

/** Makes the account of somebody who is invited, and signs in as them. */
export function useAcceptInvitation() {
  return useEntry((body: AcceptInvitation) => answer(api.POST("/api/v1/invitations/accept", { body })));
}

/** Whoever comes or goes, nothing of what was known before is shown to them. */
function useEntry<Input>(entry: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation<unknown, Problem, Input>({ mutationFn: entry, onSuccess: () => client.clear() });
}
