import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { faultOf } from "#data/field-rules.ts";
import { SetUp } from "#data/rules.gen.ts";
import { useReset } from "#data/session.ts";
import { Button } from "#parts/button.tsx";
import { FieldError, PasswordField } from "#parts/field.tsx";
import { Gate } from "#parts/gate.tsx";
import { passwordHint } from "#parts/measure-words.ts";
import { toast } from "#parts/toast.tsx";

/** What every new password must be. */
const RULE = SetUp.properties.password;

/** A new password, for whoever has the link from the mail. The token stands behind `#`, so that it reaches no log on the way. */
export function Page() {
  const [token] = useState(() => window.location.hash.slice(1));
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const reset = useReset();
  const navigate = useNavigate();

  useEffect(() => {
    document.title = "Choose a new password · Keywright";
  }, []);

  const { error } = reset;
  if (token === "" || error?.status === 401) return <DeadLink isWhole={token !== ""} />;
  const submit = () => {
    const wrong = faultOf(RULE, password);
    setFault(wrong);
    if (wrong !== null) return;
    reset.mutate(
      { token, newPassword: password },
      {
        onSuccess: () => {
          toast("Password changed, signed out everywhere else");
          // Where signing in asks for more than a password, the way there leads over the sign-in page.
          void navigate({ to: "/", replace: true });
        },
        onError: ({ fieldErrors }) => setFault(fieldErrors.newPassword ?? null),
      },
    );
  };
  return (
    <Gate title="Choose a new password" onSubmit={submit}>
      <PasswordField
        label="New password"
        autoComplete="new-password"
        value={password}
        error={fault ?? undefined}
        onChange={({ target }) => {
          setPassword(target.value);
          setFault(null);
        }}
        hint={passwordHint(password, RULE.minLength)}
      />
      {error !== null && fault === null && <FieldError>{error.message}</FieldError>}
      <Button look="main" full type="submit" busy={reset.isPending} busyLabel="Changing password">
        Change password and sign in
      </Button>
    </Gate>
  );
}

/** @param isWhole whether the address had a token at all */
function DeadLink({ isWhole }: { isWhole: boolean }) {
  return (
    <main className="gate">
      <div className="empty">
        <h1>{isWhole ? "This link is not good any more" : "This address lacks its token"}</h1>
        <p>
          {isWhole
            ? "A link works once, and for an hour. A new one is quickly asked for."
            : "Open the whole link from the mail, or ask for a new one."}
        </p>
        <div className="empty-a">
          <Link to="/forgot" className="btn btn--main">
            Ask for a new link
          </Link>
          <Link to="/sign-in" className="btn">
            Sign in
          </Link>
        </div>
      </div>
    </main>
  );
}
