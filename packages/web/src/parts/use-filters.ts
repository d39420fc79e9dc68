import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/**
 * What a list is narrowed by, kept in the page's address, so that it can be linked, reloaded and gone back from.
 * A whole license key must never be among it.
 * @param names which words of the address belong to the list, such as `["q", "status", "product"]`
 */
export function useFilters<const Name extends string>(names: readonly Name[]) {
  const search: Record<string, string> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters = Object.fromEntries(names.map((name) => [name, search[name] ?? ""])) as Record<Name, string>;
  const set = useCallback(
    (changes: Partial<Record<Name, string>>) => {
      const next = (before: Record<string, string>) =>
        Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== ""));
      void navigate({ to: ".", search: next as never, replace: true, resetScroll: false });
    },
    [navigate],
  );
  return { filters, set, isNarrowed: Object.values(filters).some((value) => value !== "") };
}
