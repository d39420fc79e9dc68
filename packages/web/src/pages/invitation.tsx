import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { roleName } from "#data/roles.ts";
import { AcceptInvitation } from "#data/rules.gen.ts";
import { useAcceptInvitation, useInvitation } from "#data/session.ts";
import { Button } from "#parts/button.tsx";
import { FieldError, PasswordField, TextField } from "#parts/field.tsx";
import { Gate } from "#parts/gate.tsx";
import { passwordHint } from "#parts/measure-words.ts";
import { useFormState } from "#parts/use-form-state.ts";

/** The account of somebody who is invited. The token stands behind `#`, so that it reaches no log on the way. */
export function Page() {
  const [token] = useState(() => window.location.hash.slice(1));
  const { data: invitation, error: unopened } = useInvitation(token);
  const form = useFormState({ name: "", password: "" }, AcceptInvitation);
  const { values, errors } = form;
  const accept = useAcceptInvitation();
  const navigate = useNavigate();

  useEffect(() => {
    document.title = "Make your account · Keywright";
  }, []);

  const { error } = accept;
  if (token === "" || (invitation === null && accept.isIdle) || error?.status === 401)
    return <DeadLink isWhole={token !== ""} />;
  const submit = () => {
    const body = { invitation: token, ...values, name: values.name.trim() };
    if (!form.check(body)) return;
    accept.mutate(body, { onSuccess: () => void navigate({ to: "/", replace: true }), onError: form.refuse });
  };
  const { minLength } = AcceptInvitation.properties.password;
  const isToldBeside = error !== null && ["name", "password"].some((field) => field in error.fieldErrors);
  return (
    <Gate
      title="Make your account"
      {...(invitation && {
        intro: `${invitation.invitedBy ?? "Whoever runs this server"} invites you as ${roleName(invitation.role).toLowerCase()}. You sign in with ${invitation.email}.`,
      })}
      onSubmit={submit}
    >
      <TextField
        label="Your name"
        autoComplete="name"
        value={values.name}
        error={errors.name}
        onChange={({ target }) => form.set({ name: target.value })}
      />
      {/* So that a password manager knows whose password it keeps. */}
      <input type="hidden" name="username" autoComplete="username" value={invitation?.email ?? ""} readOnly />
      <PasswordField
        label="Password"
        autoComplete="new-password"
        value={values.password}
        error={errors.password}
        onChange={({ target }) => form.set({ password: target.value })}
        hint={passwordHint(values.password, minLength)}
      />
      {error !== null && !isToldBeside && <FieldError>{error.message}</FieldError>}
      {unopened && <FieldError>{unopened.message}</FieldError>}
      <Button look="main" full type="submit" busy={accept.isPending} busyLabel="Making account">
        Make account and sign in
      </Button>
    </Gate>
  );
}

/** @param isWhole whether the address had a token at all */
function DeadLink({ isWhole }: { isWhole: boolean }) {
  return (
    <main className="gate">
      <div className="empty">
        <h1>{isWhole ? "This invitation is not good any more" : "This address lacks its token"}</h1>
        <p>
          {isWhole
            ? "A link works once, and for three days. Ask whoever invited you for a new one; if you have made your account, sign in."
            : "Open the whole link of your invitation."}
        </p>
        <div className="empty-a">
          <Link to="/sign-in" className="btn">
            Sign in
          </Link>
        </div>
      </div>
    </main>
  );
}
