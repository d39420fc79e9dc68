import type { Change } from "#data/change.ts";
import type { Problem } from "#data/problem.ts";
import type { Editing, State } from "#parts/use-editing.ts";

interface SaveOptions<Values extends object, Body extends object, Saved> {
  readonly editing: Editing<Values>;
  readonly change: Change<{ etag: string; changes: Body }, Saved>;
  readonly bodyOf: (values: Values) => Body;
  readonly stateOf: (saved: Saved) => State<Values>;
  /** Asks the server for what it has now; undefined when it does not answer. */
  readonly readAgain: () => Promise<Saved | undefined>;
  readonly onSaved: (saved: Saved) => void;
}

/** Saves what is edited. What somebody else saved since is never overwritten unseen: it is compared first. */
export function useSave<Values extends object, Body extends object, Saved>(
  options: SaveOptions<Values, Body, Saved>,
): () => void {
  const { editing, change, bodyOf, stateOf, readAgain, onSaved } = options;
  const refuse = (problem: Problem) => {
    if (!problem.isChangedElsewhere) {
      if (editing.isComparing) editing.backToForm();
      return editing.form.refuse(problem);
    }
    void readAgain().then((now) => {
      if (now === undefined) return;
      editing.notice(stateOf(now));
      editing.compare();
    });
  };
  return () => {
    const body = bodyOf(editing.result);
    if (!editing.isComparing && editing.differences.some(({ isConflict }) => isConflict)) return editing.compare();
    if (!editing.form.check(body)) {
      if (!editing.isComparing) return;
      editing.backToForm();
      editing.form.check(body);
      return;
    }
    change.mutate(
      { etag: editing.etag, changes: body },
      {
        onSuccess: (saved) => {
          editing.begin(stateOf(saved));
          onSaved(saved);
        },
        onError: refuse,
      },
    );
  };
}
