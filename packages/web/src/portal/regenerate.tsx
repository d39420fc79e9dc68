import { useEffect, useRef } from "react";
import { Note } from "#parts/note.tsx";
import type { License } from "#portal/calls.ts";
import { regenerateKey } from "#portal/calls.ts";
import { Button, FieldError } from "#portal/controls.tsx";
import { useAct } from "#portal/use-load.ts";

/** Asks once more before a key is replaced. */
export function Regenerate({
  license,
  onClose,
  onDone,
  onSignedOut,
}: {
  license: License;
  onClose: () => void;
  onDone: () => Promise<void>;
  onSignedOut: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { act, isBusy, problem } = useAct();
  useEffect(() => {
    // The browser keeps the focus inside, and gives it back when the dialog goes.
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    if (problem?.code === "UNAUTHORIZED") onSignedOut();
  }, [problem, onSignedOut]);
  const { activationUsage: used, licenseKey } = license;
  return (
    <dialog
      ref={dialog}
      className="dialog portal-dialog"
      aria-labelledby="regenerate-title"
      onCancel={(event) => {
        event.preventDefault();
        if (!isBusy) onClose();
      }}
    >
      <div className="dialog-h">
        <div>
          <h2 id="regenerate-title">Get a new key</h2>
          <p>
            {license.product.name}, key ending <span className="mono">{licenseKey.slice(-5)}</span>
          </p>
        </div>
      </div>
      <div className="dialog-b">
        <Note tone="warn">
          <b>The old key stops at once</b>
          {used > 0 && ` and ${used === 1 ? "the device that uses it" : `all ${used} devices that use it`} with it`}.
          Type the new key on each device. This can’t be undone.
        </Note>
        {problem && <FieldError>{problem.message}</FieldError>}
      </div>
      <div className="dialog-f">
        <Button onClick={onClose}>Keep key</Button>
        <Button
          look="danger"
          busy={isBusy}
          busyLabel="Getting a new key"
          onClick={async () => {
            if (await act(() => regenerateKey(license.id))) await onDone();
          }}
        >
          Get a new key
        </Button>
      </div>
    </dialog>
  );
}
