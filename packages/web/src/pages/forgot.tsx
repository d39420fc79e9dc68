import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useAskForReset, useSetup } from "#data/session.ts";
import { Button } from "#parts/button.tsx";
import { FieldError, TextField } from "#parts/field.tsx";
import { Gate } from "#parts/gate.tsx";
import { Note } from "#parts/note.tsx";

/** A link to a new password, by mail. What is told is the same whether or not the e-mail is a user's. */
export function Page() {
  const typed = useLocation({ select: ({ state }) => state.email ?? "" });
  const [email, setEmail] = useState(typed);
  const { data: setup } = useSetup();
  const ask = useAskForReset();

  useEffect(() => {
    document.title = "Forgot your password? · Keywright";
  }, []);

  if (setup?.sendsMail === false) return <WithoutMail email={typed} />;
  return (
    <Gate
      title="Forgot your password?"
      intro={!ask.isSuccess && "A link to choose a new one goes to your e-mail."}
      foot={<BackToSignIn />}
      onSubmit={() => ask.mutate({ email: email.trim() })}
    >
      {ask.isSuccess ? (
        <Note role="status">
          <b>If {ask.variables.email} is a user’s e-mail, a link is on its way to it.</b> It works once, and for an
          hour.
        </Note>
      ) : (
        <>
          <TextField
            label="E-mail"
            value={email}
            onChange={({ target }) => setEmail(target.value)}
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            required
          />
          {ask.error !== null && <FieldError>{ask.error.message}</FieldError>}
          <Button
            look="main"
            full
            type="submit"
            busy={ask.isPending}
            busyLabel="Sending link"
            disabled={email.trim() === ""}
          >
            Send link
          </Button>
        </>
      )}
    </Gate>
  );
}

function WithoutMail({ email }: { email: string }) {
  return (
    <Gate title="Forgot your password?" foot={<BackToSignIn />} onSubmit={() => undefined}>
      <Note>
        <b>This server sends no mail.</b> Whoever runs it sets a new password with{" "}
        <span className="mono command">keywright user reset-password {email || "E-MAIL"}</span>
      </Note>
    </Gate>
  );
}

function BackToSignIn() {
  return (
    <Link to="/sign-in" className="link">
      Back to sign-in
    </Link>
  );
}
