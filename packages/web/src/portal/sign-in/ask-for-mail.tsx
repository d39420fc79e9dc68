import { useState } from "react";
import { askToSignIn } from "#portal/calls.ts";
import { Button, Field } from "#portal/controls.tsx";
import type { Asked } from "#portal/sign-in/remembered.ts";
import { useAct } from "#portal/use-load.ts";

/** Asks for the mail with the link and the code. */
export function AskForMail({ onAsked }: { onAsked: (asked: Asked) => void }) {
  const [email, setEmail] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const { act, isBusy, problem, forget } = useAct();
  const submit = () => {
    const typed = email.trim();
    if (!/^[^\s@]+@[^\s@]+$/.test(typed)) return setFault("Type a whole e-mail address.");
    void act(async () => {
      const { attempt } = await askToSignIn(typed);
      onAsked({ email: typed, attempt, at: Date.now() });
    });
  };
  return (
    <form
      className="form-in"
      aria-label="Sign in by e-mail"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label="E-mail"
        hint="The address that you bought with"
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        value={email}
        error={fault ?? problem?.message}
        onChange={({ target }) => {
          setEmail(target.value);
          setFault(null);
          forget();
        }}
      />
      <Button look="main" full type="submit" busy={isBusy} busyLabel="Sending">
        Send me a link
      </Button>
    </form>
  );
}
