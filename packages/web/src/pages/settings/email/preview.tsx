import { IconMail } from "@tabler/icons-react";
import { useState } from "react";
import { type CustomerMail, previewAddress, useMailPreview, useMailServer, useSendTest } from "#data/mails.ts";
import { useMay } from "#data/roles.ts";
import { useMe } from "#data/session.ts";
import { nameOf } from "#pages/settings/email/words.ts";
import { Button } from "#parts/button.tsx";
import { Segmented } from "#parts/segmented.tsx";
import { toast } from "#parts/toast.tsx";

/** A mail as customers get it: the very one that is sent, in a frame that runs and loads nothing. */
export function Preview({ kind, etag }: { kind: CustomerMail; etag: string }) {
  const [version, setVersion] = useState<"mail" | "text">("mail");
  const { data: preview } = useMailPreview(kind);
  const { data: me } = useMe();
  const mayTest = useMay("write");
  const { data: server } = useMailServer();
  const test = useSendTest();
  const address = previewAddress(kind, etag);
  const send = () =>
    test.mutate(kind, {
      onSuccess: ({ recipient }) => toast(`A test is on its way to ${recipient}`),
      onError: ({ message }) => toast(message),
    });
  return (
    <aside className="rail rail--mail" aria-labelledby="mail-preview">
      <div className="row">
        <h2 id="mail-preview">Preview</h2>
        <Segmented
          label="Version"
          size="sm"
          options={[
            { value: "mail", label: "Mail" },
            { value: "text", label: "Text" },
          ]}
          value={version}
          onChange={setVersion}
        />
      </div>
      <div className="mini">
        <dl>
          <div>
            <dt>From</dt>
            <dd>{preview?.from}</dd>
          </div>
          <div>
            <dt>Subject</dt>
            <dd>
              <b>{preview?.subject}</b>
            </dd>
          </div>
        </dl>
        {version === "mail" ? (
          <iframe className="mini-frame" title={`Preview of ${nameOf(kind)}`} sandbox="" src={address} />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it by the keyboard.
          <pre className="mini-text" tabIndex={0}>
            {preview?.text}
          </pre>
        )}
      </div>
      <p className="hint">
        <a className="link" href={address} target="_blank" rel="noreferrer">
          Open at full size
        </a>
      </p>
      {mayTest && me?.kind === "user" && server?.server != null && (
        <Button
          size="lg"
          icon={IconMail}
          className="btn--full"
          onClick={send}
          busy={test.isPending}
          busyLabel="Sending"
        >
          Send a test to {me.email}
        </Button>
      )}
    </aside>
  );
}
