import { IconInfoCircle } from "@tabler/icons-react";
// biome-ignore lint/suspicious/noDeprecatedImports: one of its older signatures is deprecated; this one is not.
import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import type { Problem } from "#data/problem.ts";
import { Button } from "#parts/button.tsx";
import { ConfirmDialog } from "#parts/dialog.tsx";
import { FieldError } from "#parts/field.tsx";
import { Icon } from "#parts/icon.tsx";

interface SaveBarProps {
  /** Whether anything is unsaved: only then is the bar there, and leaving asks. */
  readonly dirty: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** What saving touches: `<><b>Only future orders are affected.</b> Issued licenses keep their terms.</>`. */
  readonly children: ReactNode;
  readonly verb?: string;
  /** What dropping the changes is called. */
  readonly wayOut?: string;
}

/** The bar at the foot of a page with unsaved changes. Leaving the page while it is there asks first. */
export function SaveBar(props: SaveBarProps) {
  const { dirty, onSave, onDiscard, busy, problem, children, verb = "Save changes", wayOut = "Discard" } = props;
  const place = document.getElementById("savebar");
  return (
    <>
      <UnsavedGuard dirty={dirty && !busy} />
      {dirty &&
        place &&
        createPortal(
          <section className="savebar" aria-label="Unsaved changes">
            <div>
              <p>
                {problem ? (
                  <FieldError>{problem.message}</FieldError>
                ) : (
                  <>
                    <Icon of={IconInfoCircle} />
                    <span>{children}</span>
                  </>
                )}
              </p>
              <Button look="quiet" onClick={onDiscard}>
                {wayOut}
              </Button>
              <Button look="main" onClick={onSave} busy={busy} busyLabel="Saving">
                {verb}
              </Button>
            </div>
          </section>,
          place,
        )}
    </>
  );
}

/** Asks before a page with unsaved changes is left: by a link, by going back, by closing the tab. */
export function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={blocker.status === "blocked"}
      onClose={() => blocker.reset?.()}
      onSubmit={() => blocker.proceed?.()}
      title="Leave without saving"
      verb="Leave without saving"
      busyVerb="Leaving"
      wayOut="Keep editing"
      danger
      busy={false}
      problem={null}
      warning="What you changed here is lost when you leave. Nothing of it is saved yet."
    />
  );
}
