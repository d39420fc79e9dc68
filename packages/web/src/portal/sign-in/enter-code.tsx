import { useEffect, useState } from "react";
import type { Brand, Session } from "#portal/calls.ts";
import { askToSignIn, signInByCode } from "#portal/calls.ts";
import { Button, Field, FieldError } from "#portal/controls.tsx";
import { Heading } from "#portal/frame.tsx";
import type { Asked } from "#portal/sign-in/remembered.ts";
import { useAct } from "#portal/use-load.ts";

/** How many digits the code has. */
const LENGTH = 6;
/** How long to wait before another mail is asked for, in milliseconds. */
const AGAIN_MS = 30_000;

/** After a mail was asked for, in the same words for any address: the code from it, or the way back. */
export function EnterCode({
  brand,
  asked,
  onAsked,
  onIn,
}: {
  brand: Brand;
  asked: Asked;
  onAsked: (asked: Asked | null) => void;
  onIn: (session: Session) => void;
}) {
  const [code, setCode] = useState("");
  const signing = useAct();
  const asking = useAct();
  const wait = useSecondsUntil(asked.at + AGAIN_MS);
  return (
    <form
      className="form"
      aria-label="Enter the code from the mail"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === LENGTH) void signing.act(async () => onIn(await signInByCode(asked.attempt, code)));
      }}
    >
      <div>
        <Heading brand={brand}>Look into your mail</Heading>
        <p role="status">
          If <b>{asked.email}</b> has bought here, a link and a code are on their way.
        </p>
      </div>
      <Field
        label="Code from the mail"
        hint={"Both work once, for 15\u00a0minutes."}
        look="otp"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={LENGTH + 1}
        value={code}
        error={signing.problem?.message}
        onChange={({ target }) => {
          setCode(target.value.replace(/\D/g, "").slice(0, LENGTH));
          signing.forget();
        }}
      />
      <Button
        look="main"
        full
        type="submit"
        disabled={code.length < LENGTH}
        busy={signing.isBusy}
        busyLabel="Signing in"
      >
        Sign in
      </Button>
      {asking.problem && <FieldError>{asking.problem.message}</FieldError>}
      <div className="form-pair">
        <Button onClick={() => onAsked(null)}>Other address</Button>
        <Button
          disabled={wait > 0}
          busy={asking.isBusy}
          onClick={() =>
            void asking.act(async () => {
              const { attempt } = await askToSignIn(asked.email);
              setCode("");
              signing.forget();
              onAsked({ email: asked.email, attempt, at: Date.now() });
            })
          }
        >
          {wait > 0 ? `Again in ${wait}\u00a0s` : "Send again"}
        </Button>
      </div>
    </form>
  );
}

/** How many seconds there are until a moment, counted down; 0 when it has come. */
function useSecondsUntil(moment: number): number {
  const left = () => Math.max(0, Math.ceil((moment - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const count = () => setSeconds(Math.max(0, Math.ceil((moment - Date.now()) / 1000)));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [moment]);
  return seconds;
}
