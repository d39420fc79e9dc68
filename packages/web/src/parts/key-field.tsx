import { IconAlertCircle, IconCheck, IconCopy, IconLock } from "@tabler/icons-react";
import { Fragment } from "react";
import { Icon } from "#parts/icon.tsx";
import { type Copied, useCopy } from "#parts/use-copy.ts";

const WORDS = { rest: "Copy", copied: "Copied", failed: "Failed" };
const ICONS = { rest: IconCopy, copied: IconCheck, failed: IconAlertCircle };

/**
 * A license key: the whole field is one button that copies it. Masked but for its first and last group.
 * @param copies what is copied, where the key itself is masked
 * @param revealed shows it whole
 * @param size `lg` for the one key of a page, `sm` elsewhere
 */
export function KeyField({
  licenseKey,
  copies = licenseKey,
  revealed = false,
  size = "lg",
}: {
  licenseKey: string;
  copies?: Copied;
  revealed?: boolean;
  size?: "sm" | "lg";
}) {
  const { state, copy } = useCopy(copies);
  const groups = licenseKey.split("-");
  return (
    <>
      <button
        type="button"
        className={`key ${size === "sm" ? "key--sm" : ""} ${revealed ? "key--whole" : ""}`}
        data-state={state}
        onClick={copy}
      >
        <span className="vh">License key ending in {groups.at(-1)},</span>
        <span className="key-t" aria-hidden>
          {groups.map((group, place) => {
            const isShown = revealed || groups.length === 1 || place === 0 || place === groups.length - 1;
            return (
              <Fragment key={place}>
                {place > 0 && <i>-</i>}
                {isShown ? group : <Mask />}
              </Fragment>
            );
          })}
        </span>
        <span className="key-a">
          <Icon of={ICONS[state]} /> <span className="key-w">{WORDS[state]}</span>
        </span>
      </button>
      <span className="vh" role="status">
        {state === "copied" && "Key copied"}
        {state === "failed" && "The key could not be copied"}
      </span>
    </>
  );
}

/** A key that the server has masked, for whoever may not see it whole: there is nothing to copy. */
export function MaskedKey({ licenseKey, size }: { licenseKey: string; size: "sm" | "lg" }) {
  const groups = licenseKey.split("-");
  return (
    <span className={`key key--still ${size === "sm" ? "key--sm" : ""}`} title="Your role does not see whole keys">
      <span className="vh">License key ending in {groups.at(-1)}, not shown whole to your role:</span>
      <span className="key-t" aria-hidden>
        {groups.map((group, place) => (
          <Fragment key={place}>
            {place > 0 && <i>-</i>}
            {group.includes("•") ? <Mask /> : group}
          </Fragment>
        ))}
      </span>
      <span className="key-a">
        <Icon of={IconLock} /> Masked
      </span>
    </span>
  );
}

/** The phone shows three dots of the five. */
function Mask() {
  return (
    <s>
      •••<u>••</u>
    </s>
  );
}

/** How a key is named in lists and titles: `HALC…C5NPG`. */
export function KeyTail({ licenseKey }: { licenseKey: string }) {
  const groups = licenseKey.split("-");
  return (
    <span className="tail">
      {groups.length > 1 && <i>{groups[0]}…</i>}
      {groups.at(-1)?.slice(-5)}
    </span>
  );
}

/** The same where no more than its end is known: `…C5NPG`. */
export function KeyEnding({ ending }: { ending: string }) {
  return (
    <span className="tail">
      <i>…</i>
      {ending}
    </span>
  );
}

/** The last characters by which people name a key: `C5NPG`. */
export function endingOf(licenseKey: string): string {
  return licenseKey.replace(/[^0-9A-Za-z]/g, "").slice(-5);
}
