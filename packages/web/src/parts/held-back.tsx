import type { Editor } from "#data/editor.ts";
import { distanceOf } from "#data/moments.ts";
import { Note } from "#parts/note.tsx";
import { useNow } from "#parts/use-now.ts";

/** Tells that a save was held back, since somebody else saved first. @param what "plan" */
export function HeldBack({ editor, what }: { editor: Editor; what: string }) {
  const now = Math.max(useNow(), editor.at === null ? 0 : Date.parse(editor.at));
  return (
    <div className="held">
      <Note tone="elsewhere" role="alert">
        <b>
          {editor.name} saved this {what} {editor.at === null ? "" : distanceOf(editor.at, now)}
          {editor.name.endsWith(",") ? "" : ","} while you were editing.
        </b>{" "}
        Your save has been held back. Those changes are in use, yours are kept here until you decide.
      </Note>
    </div>
  );
}
