import { IconAlertTriangle, IconCloudOff, IconRefresh } from "@tabler/icons-react";
import type { Problem } from "#data/problem.ts";
import { Button } from "#parts/button.tsx";
import { EmptyState } from "#parts/empty-state.tsx";

/** What stands where something could not be read: what happened, and how to ask again. */
export function ProblemState({ problem, again }: { problem: Problem; again: () => void }) {
  const isSilent = problem.code === "UNREACHABLE";
  return (
    <EmptyState
      icon={isSilent ? IconCloudOff : IconAlertTriangle}
      title={isSilent ? "The server does not answer" : titleOf(problem)}
      actions={
        <Button icon={IconRefresh} onClick={again}>
          Try again
        </Button>
      }
    >
      {isSilent ? "It may be restarting, or the network is down. This page tries again by itself." : problem.message}
      {problem.status >= 500 && problem.requestId !== null && (
        <>
          {" "}
          Request <span className="mono">{problem.requestId}</span> in the server’s log tells more.
        </>
      )}
    </EmptyState>
  );
}

function titleOf({ status }: Problem): string {
  if (status === 404) return "Not found";
  if (status === 403) return "Not allowed";
  return "This could not be read";
}
