import { IconMail } from "@tabler/icons-react";
import { useMails } from "#data/mails.ts";
import { Icon } from "#parts/icon.tsx";
import { When } from "#parts/when.tsx";

/** When the key was last mailed to its buyer, or why it was not; nothing where no such mail is remembered. */
export function KeyMail({ licenseId }: { licenseId: string }) {
  const { items } = useMails({ license: licenseId });
  const mail = items.find(({ kind }) => kind === "key_on_purchase" || kind === "key_regenerated");
  if (mail === undefined) return null;
  const { state, settledOn, createdAt, recipient, lastError } = mail;
  const at = <When at={settledOn ?? createdAt} />;
  return (
    <p className="hint hint--below hint--icon">
      <Icon of={IconMail} />
      <span>
        {state === "sent" && (
          <>
            Key mailed to {recipient} {at}
          </>
        )}
        {state === "waiting" && (
          <>
            The mail with the key to {recipient} waits{lastError === null ? "." : `: ${lastError}`}
          </>
        )}
        {state === "failed" && (
          <>
            The mail with the key to {recipient} was returned {at}: {lastError}
          </>
        )}
        {state === "unsent" && <>The key was not mailed: {lastError}</>}
      </span>
    </p>
  );
}
