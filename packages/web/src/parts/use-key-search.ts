import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { findLicense } from "#data/licenses.ts";
import { Problem } from "#data/problem.ts";
import { isWholeKey } from "#data/search.ts";

/** What came of a key that was typed or pasted into a search. */
export type KeySearch = "none" | "looking" | "unknown" | "partial" | { readonly problem: Problem };

/**
 * A search box that takes whole keys: one that is pasted opens its license. A key, or a part of one that is longer than
 * the five characters that name it, goes into the body of a request alone and never into the page's address.
 * @param onText told of every other text
 */
export function useKeySearch(onText: (text: string) => void): {
  state: KeySearch;
  search: (text: string) => void;
} {
  const [state, setState] = useState<KeySearch>("none");
  const navigate = useNavigate();
  const client = useQueryClient();
  const latest = useRef("");
  const search = async (text: string) => {
    latest.current = text;
    if (!isWholeKey(text)) {
      const isPart = looksLikePartOfKey(text);
      setState(isPart ? "partial" : "none");
      if (!isPart) onText(text);
      return;
    }
    setState("looking");
    try {
      const license = await findLicense(text);
      if (latest.current !== text) return;
      void client.invalidateQueries({ queryKey: ["licenses", "one", license.id] });
      await navigate({ to: "/licenses/$id", params: { id: license.id } });
    } catch (error) {
      if (latest.current !== text) return;
      if (!(error instanceof Problem)) throw error;
      if (error.status === 0 || error.status >= 500 || error.status === 429) return setState({ problem: error });
      // A long name of a customer is no key, and a key that we issued has digits in it.
      const isName = !/\d/.test(text);
      setState(isName ? "none" : "unknown");
      if (isName) onText(text);
    }
  };
  return { state, search: (text) => void search(text) };
}

/**
 * Groups of a key with the prefix before them, such as while one is being typed. No e-mail looks so; a name may have the
 * same form, but has no digits in it and is not spelt as a key is printed, in capitals with dashes.
 */
function looksLikePartOfKey(text: string): boolean {
  const isNoName = /\d/.test(text) || /^[0-9A-Z]{2,8}-[0-9A-Z]{5}/.test(text);
  return isNoName && !text.includes("@") && /^[0-9a-z]{2,8}([-–\s]+[0-9a-z]{1,5})+[-–\s]*$/i.test(text);
}
