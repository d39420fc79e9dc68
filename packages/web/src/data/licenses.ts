import { maskKey } from "@keywright/contract/license-key";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { EditLicense, Explanation, License, LicenseWithLastSeen, paths, RevealedKey } from "#data/api.gen.ts";
import { useChange } from "#data/change.ts";
import { answer, api, ifMatch, tagged } from "#data/client.ts";
import { PAGE_SIZE, useList } from "#data/list.ts";
import type { Problem } from "#data/problem.ts";

const one = (id: string) => ["licenses", "one", id];
const TOUCHES = ["licenses", "orders", "activations"];

/** What the list of licenses can be narrowed by, as the API takes it. */
export type LicenseFilters = Omit<
  NonNullable<paths["/api/v1/licenses"]["get"]["parameters"]["query"]>,
  "limit" | "cursor"
>;

export function useLicenses(filters: LicenseFilters = {}) {
  return useList<License>(["licenses", "list", filters], (cursor, signal) =>
    answer(
      api.GET("/api/v1/licenses", {
        params: { query: { limit: PAGE_SIZE, ...filters, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
}

/** One license, with what stands in no list, and its `etag`. */
export function useLicense(id: string) {
  return useQuery({
    enabled: id !== "",
    queryKey: one(id),
    queryFn: ({ signal }) =>
      tagged<LicenseWithLastSeen>(api.GET("/api/v1/licenses/{id}", { params: { path: { id } }, signal })),
  });
}

/** Why the license is valid or not. @param at ISO 8601; null = now */
export function useExplanation(id: string, at: string | null) {
  return useQuery({
    queryKey: ["licenses", "explanation", id, at],
    queryFn: ({ signal }) =>
      answer<Explanation>(
        api.GET("/api/v1/licenses/{id}/explanation", {
          params: { path: { id }, query: { ...(at !== null && { at }) } },
          signal,
        }),
      ),
  });
}

/** The license of a whole key. The key travels in the body alone, and never becomes part of an address. */
export function findLicense(licenseKey: string): Promise<License> {
  return answer<License>(api.POST("/api/v1/licenses/find", { body: { licenseKey } }));
}

export function useEditLicense(id: string) {
  return useChange(
    ({ etag, changes }: { etag: string; changes: EditLicense }) =>
      tagged<License>(
        api.PATCH("/api/v1/licenses/{id}", { params: { path: { id }, header: ifMatch(etag) }, body: changes }),
      ),
    {
      ...{ touches: TOUCHES, keep: () => one(id) },
      keptAs: (made) => ({ ...made, licenseKey: maskKey(made.licenseKey) }),
    },
  );
}

/** Replaces the key. The answer holds the new one. */
export function useRegenerateKey(id: string) {
  return useChange(
    ({ etag }: { etag: string }) =>
      tagged<License>(
        api.POST("/api/v1/licenses/{id}/regenerate", { params: { path: { id }, header: ifMatch(etag) } }),
      ),
    { touches: TOUCHES, keep: () => one(id) },
  );
}

/**
 * The whole key of a license, which goes on record when it is asked for. It is asked for once, and known to the page alone
 * that has asked, for as long as that is there.
 */
export function useWholeKey(id: string): {
  /** Null until it was asked for. */
  key: string | null;
  problem: Problem | null;
  reveal: () => Promise<string>;
} {
  const { data, error, mutateAsync } = useChange(
    (_: null) => answer<RevealedKey>(api.POST("/api/v1/licenses/{id}/reveal", { params: { path: { id } } })),
    { touches: [] },
  );
  const asked = useRef<Promise<string>>(null);
  const reveal = () => {
    asked.current ??= mutateAsync(null).then(
      ({ licenseKey }) => licenseKey,
      (problem) => {
        asked.current = null;
        throw problem;
      },
    );
    return asked.current;
  };
  return { key: data?.licenseKey ?? null, problem: error, reveal };
}

/** Suspends the license, or restores it. */
export function useHoldLicense(id: string, verb: "suspend" | "restore") {
  return useChange(
    ({ etag, reason }: { etag: string; reason: string | null }) =>
      tagged<License>(
        api.POST(`/api/v1/licenses/{id}/${verb}`, {
          params: { path: { id }, header: ifMatch(etag) },
          body: { reason },
        }),
      ),
    { touches: TOUCHES, keep: () => one(id) },
  );
}

/** Ends the license for ever. */
export function useDeactivateLicense(id: string) {
  return useChange(
    ({ etag }: { etag: string }) =>
      tagged<License>(
        api.POST("/api/v1/licenses/{id}/deactivate", { params: { path: { id }, header: ifMatch(etag) } }),
      ),
    { touches: TOUCHES, keep: () => one(id) },
  );
}
