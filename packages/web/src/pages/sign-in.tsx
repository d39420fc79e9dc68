import { IconFingerprint } from "@tabler/icons-react";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { hasPasskeys, useSignInByPasskey } from "#data/passkeys.ts";
import { useSetup, useSignIn } from "#data/session.ts";
import { placeOf } from "#pages/parts/place-of.ts";
import { SecondStep } from "#pages/parts/second-step.tsx";
import { Button } from "#parts/button.tsx";
import { FieldError, PasswordField, TextField } from "#parts/field.tsx";
import { Gate } from "#parts/gate.tsx";
import { Note } from "#parts/note.tsx";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** What was typed on the sign-in page already. Not in the address, which is kept in many places. */
    email?: string;
  }
}

/** Sign in, and go on where one wanted to be. */
export function Page() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [needsCode, setNeedsCode] = useState(false);
  const signIn = useSignIn();
  const byPasskey = useSignInByPasskey();
  const { data: setup } = useSetup();
  const router = useRouter();
  const { return: back }: Record<string, string> = useSearch({ strict: false });
  const passwordField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!needsCode) document.title = "Sign in · Keywright";
  }, [needsCode]);

  const goOn = () => router.history.replace(placeOf(back));
  if (needsCode)
    return (
      <SecondStep
        email={email.trim()}
        password={password}
        onIn={goOn}
        onBack={() => {
          setNeedsCode(false);
          setPassword("");
          signIn.reset();
        }}
      />
    );
  const { error } = signIn;
  const isRefused = error !== null && (error.status === 401 || error.status === 403);
  return (
    <Gate
      title="Sign in"
      onSubmit={() =>
        signIn.mutate(
          { email: email.trim(), password },
          {
            onSuccess: ({ codeNeeded }) => (codeNeeded ? setNeedsCode(true) : goOn()),
            onError: () => passwordField.current?.select(),
          },
        )
      }
    >
      {setup?.needed && (
        <Note tone="warn">
          <b>This installation has no owner yet.</b> Open the setup link that the server printed when it started.
        </Note>
      )}
      <TextField
        label="E-mail"
        value={email}
        onChange={({ target }) => setEmail(target.value)}
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <PasswordField
        ref={passwordField}
        label="Password"
        value={password}
        onChange={({ target }) => setPassword(target.value)}
        autoComplete="current-password"
        required
        error={isRefused ? "E-mail and password don’t fit together." : undefined}
        aside={
          <Link to="/forgot" state={{ email: email.trim() }} className="link s13">
            Forgot your password?
          </Link>
        }
      />
      {error !== null && !isRefused && <FieldError>{error.message}</FieldError>}
      <Button
        look="main"
        full
        type="submit"
        busy={signIn.isPending}
        busyLabel="Signing in"
        disabled={email.trim() === "" || password === ""}
      >
        Sign in
      </Button>
      {hasPasskeys() && (
        <>
          <p className="or">or</p>
          <Button
            full
            icon={IconFingerprint}
            busy={byPasskey.isPending}
            busyLabel="Waiting for your device"
            onClick={() => byPasskey.mutate(undefined, { onSuccess: goOn })}
          >
            Sign in with a passkey
          </Button>
          {byPasskey.error && <FieldError>{byPasskey.error.message}</FieldError>}
        </>
      )}
    </Gate>
  );
}
