import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { EditMe, Me } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api, call } from "#data/client.ts";
import { meQuery } from "#data/session.ts";

/* The own account of whoever is signed in: name, password, and where they are signed in. */

/** A user being signed in, in one browser, until it ends. */
export interface Session {
  readonly id: string;
  readonly createdAt: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  /** Whether it is the one of this browser. */
  readonly isOwn: boolean;
  /** Names the session to the server. */
  readonly token: string;
}

/** Where the user is signed in: this browser first, then the latest. */
export function useSessions(): UseQueryResult<Session[]> {
  return useQuery({
    queryKey: ["sessions"],
    queryFn: async () => {
      const [own, all] = await Promise.all([
        call<{ session: { token: string } } | null>("GET", "/api/auth/get-session"),
        call<Omit<Session, "isOwn">[]>("GET", "/api/auth/list-sessions"),
      ]);
      const sessions = all.map((session): Session => ({ ...session, isOwn: session.token === own?.session.token }));
      return sessions.sort(
        (one, other) => Number(other.isOwn) - Number(one.isOwn) || other.createdAt.localeCompare(one.createdAt),
      );
    },
  });
}

/** Ends one session. */
export function useEndSession() {
  return useChange(({ token }: Session) => call("POST", "/api/auth/revoke-session", { token }), {
    touches: ["sessions"],
  });
}

/** Ends every session but the one of this browser. */
export function useEndOtherSessions() {
  return useChange((_: undefined) => call("POST", "/api/auth/revoke-other-sessions", {}), { touches: ["sessions"] });
}

interface ChangePassword {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** Ends the user's other sessions as well. */
  readonly revokeOtherSessions: boolean;
}

export function useChangePassword() {
  return useChange((change: ChangePassword) => call("POST", "/api/auth/change-password", change), {
    touches: ["sessions"],
  });
}

/** Gives the user another name. */
export function useRename() {
  return useChange((body: EditMe) => answer<Me>(api.PATCH("/api/v1/me", { body })), {
    touches: ["me"],
    keep: () => meQuery.queryKey,
  });
}
