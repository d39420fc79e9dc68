import { useEffect, useRef, useState } from "react";
import { useSignIn } from "#data/session.ts";
import { Button } from "#parts/button.tsx";
import { CodeField } from "#parts/code-field.tsx";
import { FieldError } from "#parts/field.tsx";
import { Gate } from "#parts/gate.tsx";

const DIGITS = 6;

/** The second step of signing in: a code from the user's app, or one of their recovery codes. The password was right. */
export function SecondStep({
  email,
  password,
  onIn,
  onBack,
}: {
  email: string;
  password: string;
  onIn: () => void;
  onBack: () => void;
}) {
  const [isRecovery, setIsRecovery] = useState(false);
  const [code, setCode] = useState("");
  const signIn = useSignIn();
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    document.title = "Enter your code · Keywright";
    field.current?.focus();
  }, []);

  const submit = (typed: string) => {
    if (signIn.isPending) return;
    signIn.mutate({ email, password, code: typed }, { onSuccess: onIn, onError: () => field.current?.select() });
  };
  const type = (typed: string) => {
    const next = isRecovery ? typed : typed.replace(/\D/g, "").slice(0, DIGITS);
    setCode(next);
    signIn.reset();
    if (!isRecovery && next.length === DIGITS && next !== code) submit(next);
  };
  const change = () => {
    setIsRecovery(!isRecovery);
    setCode("");
    signIn.reset();
    field.current?.focus();
  };
  const { error } = signIn;
  const isWrong = error?.status === 401;
  return (
    <Gate
      title={isRecovery ? "Enter a recovery code" : "Enter your code"}
      intro={isRecovery ? "One of the ten that you kept. It works once." : `From the authenticator app of ${email}`}
      onSubmit={() => submit(code)}
      foot={
        <button type="button" className="link" onClick={onBack}>
          Sign in as somebody else
        </button>
      }
    >
      <CodeField
        ref={field}
        label={isRecovery ? "Recovery code" : "Six digits"}
        hint={isRecovery ? undefined : "Goes on by itself after the sixth digit"}
        inputMode={isRecovery ? "text" : "numeric"}
        autoComplete={isRecovery ? "off" : "one-time-code"}
        autoCapitalize="characters"
        maxLength={isRecovery ? 20 : DIGITS + 1}
        value={code}
        error={isWrong ? error.message : undefined}
        onChange={({ target }) => type(target.value)}
      />
      {error !== null && !isWrong && <FieldError>{error.message}</FieldError>}
      <Button
        look="main"
        full
        type="submit"
        busy={signIn.isPending}
        busyLabel="Signing in"
        disabled={isRecovery ? code.trim() === "" : code.length < DIGITS}
      >
        Continue
      </Button>
      <p className="or">or</p>
      <Button full onClick={change}>
        {isRecovery ? "Code from the app" : "Recovery code"}
      </Button>
    </Gate>
  );
}
