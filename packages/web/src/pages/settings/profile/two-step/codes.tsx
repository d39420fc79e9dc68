import { useEffect, useRef } from "react";
import { Button } from "#parts/button.tsx";
import { CopyButton } from "#parts/copy-button.tsx";
import { Dialog } from "#parts/dialog.tsx";
import { Note } from "#parts/note.tsx";

/** New recovery codes, the only time that they are shown. */
export function RecoveryCodes({
  opened,
  codes,
  title,
  onClose,
}: {
  opened: boolean;
  codes: readonly string[];
  title: string;
  onClose: () => void;
}) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={title}
      about="Each signs you in once, in the place of a code from the app"
      showsOnce
      footer={
        <Button look="main" size="lg" onClick={onClose}>
          Done, I have them
        </Button>
      }
    >
      <Shown codes={codes} />
    </Dialog>
  );
}

function Shown({ codes }: { codes: readonly string[] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector("button")?.focus(), []);
  return (
    <div className="dialog-b" ref={place}>
      <div className="recovery">
        <ol aria-label="Recovery codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <CopyButton text={codes.join("\n")} what="Copy the recovery codes" />
      </div>
      <Note tone="warn">
        <b>Keep them where your phone is not.</b> Only hashes are kept, so they can’t be shown again. Without app and
        codes, somebody with access to the server must let you in.
      </Note>
    </div>
  );
}
