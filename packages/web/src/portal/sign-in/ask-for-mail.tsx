import { useState } from "react";
import { Note } from "#parts/note.tsx";
import { askToSignIn, mailKeys } from "#portal/calls.ts";
import { Button, Field } from "#portal/controls.tsx";
import type { Asked } from "#portal/sign-in/remembered.ts";
import { useAct } from "#portal/use-load.ts";

/** Asks for the mail with the link and the code, or for one with all keys, which needs no signing in. */
export function AskForMail({ onAsked }: { onAsked: (asked: Asked) => void }) {
  const [email, setEmail] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const signing = useAct();
  const mailing = useAct();
  const typed = email.trim();
  const submit = ({ act }: typeof signing, work: () => Promise<void>) => {
    setMailedTo(null);
    if (!/^[^\s@]+@[^\s@]+$/.test(typed)) return setFault("Type a whole e-mail address.");
    void act(work);
  };
  const askForLink = () =>
    submit(signing, async () => {
      const { attempt } = await askToSignIn(typed);
      onAsked({ email: typed, attempt, at: Date.now() });
    });
  const askForKeys = () =>
    submit(mailing, async () => {
      await mailKeys(typed);
      setMailedTo(typed);
    });
  return (
    <form
      className="form-in"
      aria-label="Sign in by e-mail"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        askForLink();
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
        error={fault ?? signing.problem?.message ?? mailing.problem?.message}
        onChange={({ target }) => {
          setEmail(target.value);
          setFault(null);
          setMailedTo(null);
          signing.forget();
          mailing.forget();
        }}
      />
      <Button look="main" full type="submit" busy={signing.isBusy} busyLabel="Sending">
        Send me a link
      </Button>
      <Button full busy={mailing.isBusy} busyLabel="Sending" onClick={askForKeys}>
        Send me my keys
      </Button>
      {mailedTo !== null && (
        <Note role="status">
          If <b>{mailedTo}</b> has bought here, the keys are on their way.
        </Note>
      )}
    </form>
  );
}
