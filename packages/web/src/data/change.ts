import { type QueryKey, type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Problem } from "#data/problem.ts";

/** A change that somebody asks for: `mutate(input)`, `isPending`, `error` (a `Problem`), `reset()`. */
export type Change<Input, Output> = UseMutationResult<Output, Problem, Input>;

/**
 * A change, and which nouns it touches: everything that is known of them is asked for anew once it is made.
 * @param touches first words of query keys, such as "orders"; the events are always touched
 * @param keep where the answer is the new state of one thing: its key, so that the page has the new `ETag` at once
 * @param keptAs that state without what must not be kept, such as a whole license key
 */
export function useChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  {
    touches,
    keep,
    keptAs = (output) => output,
  }: { touches: readonly string[]; keep?: (output: Output) => QueryKey; keptAs?: (output: Output) => Output },
): Change<Input, Output> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (output) => {
      // Added to what is known, since some answers leave out the counts that stand beside the thing.
      if (keep) client.setQueryData(keep(output), (before: object | undefined) => ({ ...before, ...keptAs(output) }));
      for (const noun of [...touches, "events", "overview"]) void client.invalidateQueries({ queryKey: [noun] });
    },
    // What somebody else made of it is needed at once, to be compared.
    onError: ({ isChangedElsewhere }) => {
      if (isChangedElsewhere) for (const noun of touches) void client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
