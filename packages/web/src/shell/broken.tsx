import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { Problem } from "#data/problem.ts";
import { REFRESH_MS } from "#data/query-client.ts";
import { Button } from "#parts/button.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { ProblemState } from "#parts/problem-state.tsx";

/** What stands where a page broke, or where the server did not answer when the app opened. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const isProblem = error instanceof Problem;
  const isSilent = isProblem && error.code === "UNREACHABLE";
  const again = () => {
    reset();
    void router.invalidate();
  };
  useEffect(() => {
    document.title = "Keywright";
    if (!isSilent) return;
    const timer = setInterval(again, REFRESH_MS);
    return () => clearInterval(timer);
  });
  return <div className="whole">{isProblem ? <ProblemState problem={error} again={again} /> : <BrokenPage />}</div>;
}

/** A fault of ours, or a new version that was installed while the page was open and whose files are named anew. */
function BrokenPage() {
  return (
    <EmptyState
      icon={IconAlertTriangle}
      title="This page broke"
      actions={
        <Button icon={IconRefresh} onClick={() => window.location.reload()}>
          Load it again
        </Button>
      }
    >
      Nothing that was saved is lost. If it breaks again, its address and what you did before help whoever mends it.
    </EmptyState>
  );
}
