import { IconUsers } from "@tabler/icons-react";
import type { Editor } from "#data/editor.ts";
import { Button } from "#parts/button.tsx";
import { Icon } from "#parts/icon.tsx";
import type { Editing } from "#parts/use-editing.ts";

/** Below a field: what somebody else has just saved there. @param name of the term */
export function Also<Values extends object>({
  editing,
  editor,
  name,
}: {
  editing: Editing<Values>;
  editor: Editor;
  name: string;
}) {
  const difference = editing.differences.find((each) => each.name === name);
  if (difference === undefined || difference.theirs === null) return null;
  const who = editor.name.replace(/,$/, "");
  return (
    <div className={`also ${difference.isConflict ? "also--warn" : ""}`} role="status">
      <Icon of={IconUsers} />
      {difference.isConflict ? (
        <>
          <span>
            <b>
              {who} saved {difference.theirs}
            </b>{" "}
            meanwhile. Yours is kept.
          </span>
          <Button size="sm" onClick={() => editing.take(name)}>
            Take {difference.theirs}
          </Button>
        </>
      ) : (
        <span>
          Now {difference.theirs}, changed by <b>{who}</b>. You had not touched it.
        </span>
      )}
    </div>
  );
}
