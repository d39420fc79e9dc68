import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { SetUp } from "#data/rules.gen.ts";
import { useSetUp, useSetup } from "#data/session.ts";
import { Button } from "#parts/button.tsx";
import { FieldError, PasswordField, TextField } from "#parts/field.tsx";
import { Gate } from "#parts/gate.tsx";
import { passwordHint } from "#parts/measure-words.ts";
import { Note } from "#parts/note.tsx";
import { useFormState } from "#parts/use-form-state.ts";

/** The owner of a new installation. The one-time token stands behind `#`, so that it reaches no log on the way. */
export function Page() {
  const [token] = useState(() => window.location.hash.slice(1));
  const form = useFormState({ name: "", email: "", password: "" }, SetUp);
  const { values, errors } = form;
  const { data: setup } = useSetup();
  const create = useSetUp();
  const navigate = useNavigate();

  useEffect(() => {
    document.title = "Set up Keywright";
  }, []);

  if (setup?.needed === false && !create.isPending) return <AlreadySetUp />;
  const submit = () => {
    const body = { token, ...values, name: values.name.trim(), email: values.email.trim() };
    if (!form.check(body)) return;
    create.mutate(body, { onSuccess: () => void navigate({ to: "/" }), onError: form.refuse });
  };
  const { minLength } = SetUp.properties.password;
  const { error } = create;
  const isToldBeside = error !== null && ["name", "email", "password"].some((field) => field in error.fieldErrors);
  return (
    <Gate
      title="Create the owner"
      intro="You opened the setup link of a new installation. It works once, and only until the owner exists."
      foot="Next: a product, a plan, and a first key in about ten minutes."
      onSubmit={submit}
    >
      {token === "" && (
        <Note tone="warn">
          <b>This address lacks its token.</b> Open the whole setup link that the server printed when it started.
        </Note>
      )}
      <TextField
        label="Your name"
        autoComplete="name"
        value={values.name}
        error={errors.name}
        onChange={({ target }) => form.set({ name: target.value })}
      />
      <TextField
        label="E-mail"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={values.email}
        error={errors.email}
        onChange={({ target }) => form.set({ email: target.value })}
      />
      <PasswordField
        label="Password"
        autoComplete="new-password"
        value={values.password}
        error={errors.password}
        onChange={({ target }) => form.set({ password: target.value })}
        hint={passwordHint(values.password, minLength)}
      />
      {error !== null && !isToldBeside && <FieldError>{error.message}</FieldError>}
      <Button look="main" full type="submit" busy={create.isPending} busyLabel="Creating owner">
        Create owner and sign in
      </Button>
    </Gate>
  );
}

function AlreadySetUp() {
  return (
    <main className="gate">
      <div className="empty">
        <h1>The owner exists already</h1>
        <p>
          The setup link of this installation has been used. Sign in with the e-mail and password that were chosen then.
        </p>
        <div className="empty-a">
          <Link to="/sign-in" className="btn btn--main">
            Sign in
          </Link>
        </div>
      </div>
    </main>
  );
}
