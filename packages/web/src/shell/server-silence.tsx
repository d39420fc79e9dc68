import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Problem } from "#data/problem.ts";
import { Note } from "#parts/note.tsx";

/** Says that what the page shows may be old, while the server does not answer. */
export function ServerSilence() {
  const client = useQueryClient();
  const [isSilent, setIsSilent] = useState(false);
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ query, type }) => {
        if (type !== "updated" || query.state.fetchStatus !== "idle") return;
        const { error, status } = query.state;
        if (status === "success") setIsSilent(false);
        else if (error instanceof Problem) setIsSilent(error.code === "UNREACHABLE");
      }),
    [client],
  );
  return (
    <div role="status">
      {isSilent && (
        <div className="silence">
          <Note tone="warn">
            <b>The server does not answer.</b> What you see may be old; the page asks again by itself.
          </Note>
        </div>
      )}
    </div>
  );
}
