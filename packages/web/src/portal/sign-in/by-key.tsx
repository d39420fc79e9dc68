import { KEY_MAX_LENGTH } from "@keywright/contract/license-key";
import { useState } from "react";
import type { Session } from "#portal/calls.ts";
import { signInByKey } from "#portal/calls.ts";
import { Button, Field } from "#portal/controls.tsx";
import { faultOfKey } from "#portal/sign-in/key-fault.ts";
import { useAct } from "#portal/use-load.ts";

/** Opens the one license of a key. */
export function ByKey({ onIn }: { onIn: (session: Session) => void }) {
  const [key, setKey] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  /** What was found fault with: sent all the same when it is sent again, since the server has the last word. */
  const [doubted, setDoubted] = useState("");
  const { act, isBusy, problem, forget } = useAct();
  const submit = () => {
    const found = faultOfKey(key);
    if (found !== null && (key.trim() === "" || key !== doubted)) {
      setDoubted(key);
      return setFault(found);
    }
    setFault(null);
    void act(async () => onIn(await signInByKey(key)));
  };
  const refused =
    problem?.code === "LICENSE_NOT_FOUND"
      ? "No license has this key. A newer one may have replaced it."
      : problem?.message;
  return (
    <form
      className="form-in"
      aria-label="Sign in with a license key"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label="License key"
        look="mono"
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={KEY_MAX_LENGTH}
        value={key}
        error={fault ?? refused}
        onChange={({ target }) => {
          setKey(target.value);
          setFault(null);
          forget();
        }}
      />
      <Button look="main" full type="submit" busy={isBusy} busyLabel="Opening">
        Open license
      </Button>
    </form>
  );
}
