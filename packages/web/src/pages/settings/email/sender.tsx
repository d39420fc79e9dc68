import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconMailOff, IconPhoto } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import type { Editor } from "#data/editor.ts";
import { useMailServer } from "#data/mails.ts";
import { distanceOf } from "#data/moments.ts";
import type { Values } from "#pages/settings/email/words.ts";
import { Also } from "#parts/also.tsx";
import { Button } from "#parts/button.tsx";
import { FieldError } from "#parts/field.tsx";
import { Icon } from "#parts/icon.tsx";
import type { Editing } from "#parts/use-editing.ts";
import { useNow } from "#parts/use-now.ts";

interface SenderProps {
  readonly editing: Editing<Values>;
  readonly editor: Editor;
}

/** Whom mails come from, through which server, and how they look. */
export function Sender({ editing, editor }: SenderProps) {
  const { values, errors, set } = editing.form;
  const server = useMailServer().data;
  const line = (
    name: keyof Values,
    label: string,
    shown: string,
    more: { type?: string; placeholder?: string } = {},
  ) => (
    <>
      <Line
        label={label}
        shown={shown}
        value={values[name] ?? ""}
        error={errors[name]}
        onChange={(typed) => set({ [name]: typed })}
        {...more}
      />
      <Also editing={editing} editor={editor} name={TERM_OF[name] ?? ""} />
    </>
  );
  return (
    <section className="card" aria-labelledby="mail-sender">
      <ul className="terms terms--2">
        <li>
          <div>
            <h2 id="mail-sender">Sender</h2>
            <p>What customers see, and where their answers go.</p>
          </div>
          <div className="ctl ctl--stack">
            {line("senderName", "Sender’s name", "Name")}
            {server && (
              <div className="input input--wide input--told">
                <span className="pre">From</span>
                <span className="breaks">{server.from ?? "set by KEYWRIGHT_MAIL_FROM"}</span>
              </div>
            )}
            {line("replyTo", "Answers go to", "Answers to", { type: "email", placeholder: server?.from ?? "" })}
            {line("postalAddress", "Postal address", "Address")}
            {line("downloadUrl", "Where customers download", "Download", { placeholder: "https://" })}
          </div>
        </li>
        <li>
          <div>
            <h3>Mail server</h3>
            <p>
              From <span className="mono">SMTP_URL</span>, set where Keywright runs.
            </p>
          </div>
          <div className="ctl">
            <ServerState />
          </div>
        </li>
        <li>
          <div>
            <h3>Logo and colour</h3>
            <p>At the top of each mail and of the portal. A PNG or JPEG of at most 64&nbsp;kB.</p>
          </div>
          <div className="ctl">
            <LogoChoice logo={values.logo} error={errors.logo} onChange={(logo) => set({ logo })} />
            <ColorChoice color={values.color} error={errors.color} onChange={(color) => set({ color })} />
          </div>
        </li>
      </ul>
    </section>
  );
}

const TERM_OF: Partial<Record<keyof Values, string>> = {
  senderName: "Name",
  replyTo: "Answers",
  postalAddress: "Postal address",
  downloadUrl: "Download",
};

function Line({
  label,
  shown,
  value,
  error,
  onChange,
  ...input
}: {
  label: string;
  shown: string;
  value: string;
  error: string | undefined;
  onChange: (typed: string) => void;
  type?: string;
  placeholder?: string;
}) {
  return (
    <>
      <label className="input input--wide">
        <span className="pre" aria-hidden="true">
          {shown}
        </span>
        <input
          type="text"
          aria-label={label}
          value={value}
          aria-invalid={error ? true : undefined}
          onChange={({ target }) => onChange(target.value)}
          {...input}
        />
      </label>
      {error && <FieldError>{error}</FieldError>}
    </>
  );
}

/** Whether the mail server works, in words. */
function ServerState() {
  const { data } = useMailServer();
  const now = useNow();
  if (data === undefined) return null;
  const { server, trouble, lastSentOn } = data;
  const badge = (tone: string, icon: typeof IconMailOff, word: string, more: ReactNode) => (
    <>
      <span className={`badge ${tone}`}>
        <Icon of={icon} />
        {word}
      </span>
      <span className="t3 s13 breaks">{more}</span>
    </>
  );
  if (server === null) return badge("", IconMailOff, "None", "Mails wait here for three days");
  if (trouble !== null) return badge("badge--warn", IconAlertTriangle, "Trouble", trouble);
  if (lastSentOn === null) return badge("", IconCircleDashed, "Not tried yet", server);
  return badge("badge--ok", IconCircleCheck, "Working", `${server}, ${distanceOf(lastSentOn, now)}`);
}

const LOGO_BYTES = 64 * 1024;

function LogoChoice({
  logo,
  error,
  onChange,
}: {
  logo: string | null;
  error: string | undefined;
  onChange: (logo: string | null) => void;
}) {
  const file = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const read = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    if (chosen.size > LOGO_BYTES) return setFault("The picture is larger than 64\u00a0kB.");
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const head = [...bytes.subarray(0, 4)].join();
    if (head !== "137,80,78,71" && !head.startsWith("255,216")) return setFault("Choose a PNG or a JPEG.");
    setFault(null);
    onChange(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
  };
  const type = logo?.startsWith("iVBOR") ? "image/png" : "image/jpeg";
  return (
    <>
      {logo === null ? (
        <span className="vendor vendor--none">
          <Icon of={IconPhoto} />
        </span>
      ) : (
        <img className="vendor-logo" src={`data:${type};base64,${logo}`} alt="Your logo" />
      )}
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg"
        hidden
        aria-label="Logo"
        onChange={({ target }) => {
          void read(target.files?.[0]);
          target.value = "";
        }}
      />
      <Button onClick={() => file.current?.click()}>{logo === null ? "Choose logo" : "Change logo"}</Button>
      {logo !== null && (
        <Button look="quiet" onClick={() => onChange(null)}>
          Remove
        </Button>
      )}
      {(fault ?? error) && <FieldError>{fault ?? error}</FieldError>}
    </>
  );
}

function ColorChoice({
  color,
  error,
  onChange,
}: {
  color: string;
  error: string | undefined;
  onChange: (color: string) => void;
}) {
  const isColor = /^#[0-9A-Fa-f]{6}$/.test(color);
  return (
    <>
      <label className="input num input--color">
        <input
          type="color"
          className="swatch-pick"
          aria-label="Pick a colour"
          value={isColor ? color.toLowerCase() : "#000000"}
          onChange={({ target }) => onChange(target.value.toUpperCase())}
        />
        <input
          type="text"
          aria-label="Colour of buttons"
          className="mono"
          value={color}
          maxLength={7}
          aria-invalid={error ? true : undefined}
          onChange={({ target }) => onChange(target.value.toUpperCase())}
        />
      </label>
      {error && <FieldError>{error}</FieldError>}
    </>
  );
}
