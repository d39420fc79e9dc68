import { IconAlertCircle, IconCheck, IconCopy } from "@tabler/icons-react";
import { Icon } from "#parts/icon.tsx";
import { useCopy } from "#parts/use-copy.ts";

const WORDS = { rest: "Copy", copied: "Copied", failed: "Not copied" };
const ICONS = { rest: IconCopy, copied: IconCheck, failed: IconAlertCircle };

/** A text that is shown once, whole, such as a new token. @param name what it is: "Token" */
export function SecretField({ name, text }: { name: string; text: string }) {
  const { state, copy } = useCopy(text);
  return (
    <>
      <button type="button" className="key key--sm key--wrap" data-state={state} onClick={copy}>
        <span className="vh">{name},</span>
        <span className="key-t">{text}</span>
        <span className="key-a">
          <Icon of={ICONS[state]} /> {WORDS[state]}
        </span>
      </button>
      <span className="vh" role="status">
        {state === "copied" && `${name} copied`}
      </span>
    </>
  );
}
