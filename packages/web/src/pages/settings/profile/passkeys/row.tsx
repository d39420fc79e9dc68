import { IconFingerprint, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { hasPasskeys, type Passkey, usePasskeys } from "#data/passkeys.ts";
import { AddPasskey } from "#pages/settings/profile/passkeys/add.tsx";
import { RemovePasskey } from "#pages/settings/profile/passkeys/remove.tsx";
import { RenamePasskey } from "#pages/settings/profile/passkeys/rename.tsx";
import { Button } from "#parts/button.tsx";
import { Icon } from "#parts/icon.tsx";
import { TermRow } from "#parts/term-row.tsx";
import { When } from "#parts/when.tsx";

/** The user's passkeys, and the dialogs that add, rename and remove one. */
export function Passkeys() {
  const { data: passkeys = [] } = usePasskeys();
  const [isAdding, setIsAdding] = useState(false);
  const [renamed, setRenamed] = useState<Passkey | null>(null);
  const [removed, setRemoved] = useState<Passkey | null>(null);
  const isPossible = hasPasskeys();
  return (
    <TermRow title="Passkeys" hint={isPossible ? HINT : NOT_HERE}>
      {isPossible && (
        <div className="ctl ctl--end">
          <Button icon={IconPlus} onClick={() => setIsAdding(true)}>
            Add a passkey
          </Button>
        </div>
      )}
      {passkeys.length > 0 && (
        <ul className="lines lines--in" aria-label="Your passkeys">
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <Icon of={IconFingerprint} />
              <span className="breaks">{passkey.name}</span>
              <span>{passkey.lastUsedAt === null ? "not used yet" : <Used at={passkey.lastUsedAt} />}</span>
              <Button look="quiet" size="sm" aria-label={`Rename ${passkey.name}`} onClick={() => setRenamed(passkey)}>
                Rename
              </Button>
              <Button
                look="quiet-bad"
                size="sm"
                aria-label={`Remove ${passkey.name}`}
                onClick={() => setRemoved(passkey)}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AddPasskey opened={isAdding} onClose={() => setIsAdding(false)} />
      <RenamePasskey passkey={renamed} onClose={() => setRenamed(null)} />
      <RemovePasskey passkey={removed} onClose={() => setRemoved(null)} />
    </TermRow>
  );
}

function Used({ at }: { at: string }) {
  return (
    <>
      used <When at={at} />
    </>
  );
}

const HINT = "Sign in with a fingerprint, face or security key, without password and code.";
const NOT_HERE = "Sign in without password and code. This browser has none here: they need HTTPS.";
