import { useQuery } from "@tanstack/react-query";
import type { ChangeRole, Invitation, Invite, Person, SentInvitation, SignInSettings } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api } from "#data/client.ts";
import { type List, PAGE_SIZE, useList } from "#data/list.ts";

/** Somebody who has an account, or is invited to make one. */
export type Somebody =
  | { readonly kind: "person"; readonly person: Person }
  | { readonly kind: "invitation"; readonly invitation: Invitation };

/** Who has an account, those with the most to say first, and who is invited. */
export function usePeople(): List<Somebody> & { readonly count: number | null } {
  const people = useList<Person>(["people", "list"], (cursor, signal) =>
    answer(api.GET("/api/v1/users", { params: { query: { limit: PAGE_SIZE, ...(cursor && { cursor }) } }, signal })),
  );
  const invitations = useList<Invitation>(["people", "invitations"], (cursor, signal) =>
    answer(
      api.GET("/api/v1/invitations", { params: { query: { limit: PAGE_SIZE, ...(cursor && { cursor }) } }, signal }),
    ),
  );
  const lists = [people, invitations] as const;
  return {
    items: [
      ...people.items.map((person): Somebody => ({ kind: "person", person })).sort(byRole),
      ...invitations.items.map((invitation): Somebody => ({ kind: "invitation", invitation })),
    ],
    count: people.isPending || people.hasMore || people.problem !== null ? null : people.items.length,
    isPending: lists.some(({ isPending }) => isPending),
    problem: people.problem ?? invitations.problem,
    hasMore: lists.some(({ hasMore }) => hasMore),
    isLoadingMore: lists.some(({ isLoadingMore }) => isLoadingMore),
    more: () => {
      for (const list of lists) if (list.hasMore) list.more();
    },
    again: () => {
      for (const list of lists) list.again();
    },
  };
}

const ORDER = ["owner", "admin", "support", "read_only"];

function byRole(one: Somebody, other: Somebody): number {
  if (one.kind !== "person" || other.kind !== "person") return 0;
  const rank = ({ role }: Person) => ORDER.indexOf(role);
  return rank(one.person) - rank(other.person) || one.person.createdAt.localeCompare(other.person.createdAt);
}

export function useChangeRole() {
  return useChange(
    ({ id, role }: ChangeRole & { id: string }) =>
      answer<Person>(api.PATCH("/api/v1/users/{id}", { params: { path: { id } }, body: { role } })),
    { touches: ["people"] },
  );
}

export function useRemovePerson() {
  return useChange((id: string) => answer(api.DELETE("/api/v1/users/{id}", { params: { path: { id } } })), {
    touches: ["people"],
  });
}

/** Invites somebody. The link stands in this answer and nowhere else. */
export function useInvite() {
  return useChange((body: Invite) => answer<SentInvitation>(api.POST("/api/v1/invitations", { body })), {
    touches: ["people"],
  });
}

export function useWithdrawInvitation() {
  return useChange((id: string) => answer(api.DELETE("/api/v1/invitations/{id}", { params: { path: { id } } })), {
    touches: ["people"],
  });
}

/** What holds for everybody who signs in. */
export function useSignInSettings() {
  return useQuery({
    queryKey: ["people", "sign-in"],
    queryFn: () => answer<SignInSettings>(api.GET("/api/v1/sign-in-settings")),
  });
}

/** Says whether everybody signs in with two steps. */
export function useRequireTwoStep() {
  return useChange(
    (twoStepRequired: boolean) =>
      answer<SignInSettings>(api.PATCH("/api/v1/sign-in-settings", { body: { twoStepRequired } })),
    { touches: ["people", "two-step"] },
  );
}
