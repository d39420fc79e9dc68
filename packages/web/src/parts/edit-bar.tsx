import type { ReactNode } from "react";
import type { Editor } from "#data/editor.ts";
import type { Problem } from "#data/problem.ts";
import { SaveBar } from "#parts/save-bar.tsx";
import type { Editing } from "#parts/use-editing.ts";

/** The bar of unsaved changes of something that others may edit, too. @param children what saving touches */
export function EditBar<Values extends object>({
  editing,
  editor,
  onSave,
  busy,
  problem,
  children,
}: {
  editing: Editing<Values>;
  editor: Editor;
  onSave: () => void;
  busy: boolean;
  problem: Problem | null;
  children: ReactNode;
}) {
  const { isDirty, isComparing, differences, keepTheirs } = editing;
  const replaced = differences.filter(({ name, isConflict }) => isConflict && !keepTheirs.includes(name)).length;
  // What is wrong with a field stands beside it, and a change elsewhere in its own note.
  const isToldBeside = problem !== null && (problem.isChangedElsewhere || Object.keys(problem.fieldErrors).length > 0);
  return (
    <SaveBar
      dirty={isDirty || isComparing}
      onSave={onSave}
      onDiscard={editing.discard}
      busy={busy}
      problem={isToldBeside ? null : problem}
      verb={isComparing ? "Save the result" : "Save changes"}
      wayOut={isComparing ? `Take all of ${whoseOf(editor)}` : "Discard"}
    >
      {!isComparing ? (
        children
      ) : replaced === 0 ? (
        <b>Saving replaces nothing of {whoseOf(editor)}.</b>
      ) : (
        <>
          <b>
            Saving replaces {replaced === 1 ? "one" : replaced} of {whoseOf(editor).replace(/^theirs$/, "their")}{" "}
            changes
          </b>{" "}
          and keeps the others.
        </>
      )}
    </SaveBar>
  );
}

/** "Jon’s", inside a sentence. */
function whoseOf({ whose }: Editor): string {
  return whose.replace(/^Theirs$/, "theirs").replace(/^Other/, "the other");
}
