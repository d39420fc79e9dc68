import { useEffect, useId, useRef, useState } from "react";
import type { CreatedToken } from "#data/api.gen.ts";
import { dateOf } from "#data/moments.ts";
import { useProducts } from "#data/products.ts";
import { CreateToken } from "#data/rules.gen.ts";
import { type TokenScope, useCreateToken } from "#data/tokens.ts";
import { SCOPES, wordsOf } from "#pages/settings/tokens/words.ts";
import { Button } from "#parts/button.tsx";
import { Dialog } from "#parts/dialog.tsx";
import { SelectField, TextField } from "#parts/field.tsx";
import { Note } from "#parts/note.tsx";
import { SecretField } from "#parts/secret-field.tsx";
import { Snippet } from "#parts/snippet.tsx";
import { useFormState } from "#parts/use-form-state.ts";
import { useNow } from "#parts/use-now.ts";

/** For how many days a new token works; 0 = until it is revoked. */
const LIVES = [30, 90, 365, 0] as const;

const BLANK: { name: string; scope: TokenScope; product: string; days: number } = {
  name: "",
  scope: "read",
  product: "",
  days: 365,
};

export function NewToken({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const form = useFormState(BLANK, CreateToken);
  const create = useCreateToken();
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const products = useProducts();
  const now = useNow();
  const id = useId();
  const close = () => {
    onClose();
    // What is shown stays until the dialog has faded.
    setTimeout(() => {
      setCreated(null);
      form.reset(BLANK);
      create.reset();
    }, 200);
  };
  const submit = () => {
    const { name, scope, product, days } = form.values;
    const body = { name: name.trim(), scope, product: product || null, days: days || null };
    if (create.isPending || !form.check(body)) return;
    create.mutate(body, { onSuccess: setCreated, onError: form.refuse });
  };
  if (created !== null)
    return (
      <Dialog
        opened={opened}
        onClose={close}
        title={created.name}
        showsOnce
        about={wordsOf(created)}
        footer={
          <Button look="main" size="lg" onClick={close}>
            Done, I have it
          </Button>
        }
      >
        <Shown token={created.token} />
      </Dialog>
    );
  const { error } = create;
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title="New token"
      about="It acts under its own name, within what you allow here."
      footer={
        <>
          <Button size="lg" onClick={close}>
            Cancel
          </Button>
          <Button size="lg" look="main" type="submit" form={id} busy={create.isPending} busyLabel="Creating">
            Create token
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="dialog-b"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label="Name"
          hint="Say where it is used. You see it in Activity."
          autoComplete="off"
          data-autofocus
          value={form.values.name}
          error={form.errors.name}
          onChange={({ target }) => form.set({ name: target.value })}
        />
        <ScopeChoice value={form.values.scope} onChange={(scope) => form.set({ scope })} />
        <div className="form-2">
          <SelectField
            label="Product"
            value={form.values.product}
            error={form.errors.product}
            onChange={({ target }) => form.set({ product: target.value })}
          >
            <option value="">All products</option>
            {products.items.map(({ id: product, name }) => (
              <option key={product} value={product}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Expires"
            value={form.values.days}
            error={form.errors.days}
            hint={form.values.days === 0 ? "When you revoke it" : `On ${endOf(form.values.days, now)}`}
            onChange={({ target }) => form.set({ days: Number(target.value) })}
          >
            {LIVES.map((days) => (
              <option key={days} value={days}>
                {lifeOf(days)}
              </option>
            ))}
          </SelectField>
        </div>
        {form.values.product !== "" && (
          <p className="hint">
            Everything of other products is not there for it. What belongs to none, such as customers and settings, it
            is refused.
          </p>
        )}
        {error && Object.keys(error.fieldErrors).length === 0 && (
          <Note tone="bad" role="alert">
            {error.message}
          </Note>
        )}
      </form>
    </Dialog>
  );
}

function ScopeChoice({ value, onChange }: { value: TokenScope; onChange: (scope: TokenScope) => void }) {
  const name = useId();
  return (
    <fieldset>
      <legend className="label">What it may do</legend>
      <ul className="lines lines--pick">
        {SCOPES.map((each) => (
          <li key={each.scope}>
            <label>
              <input
                className="radio"
                type="radio"
                name={name}
                checked={each.scope === value}
                onChange={() => onChange(each.scope)}
              />
              <span>
                <b>{each.name}</b>
                <small>{each.about}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** A new token, the only time that it is shown. */
function Shown({ token }: { token: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector("button")?.focus(), []);
  return (
    <div className="dialog-b" ref={place}>
      <SecretField name="Token" text={token} />
      <Note tone="warn">
        <b>Copy it now.</b> Only a hash is kept, so it can’t be shown again. A lost token is revoked and made anew.
      </Note>
      <Snippet
        label="Try it"
        languages={[
          {
            name: "curl",
            code: `curl ${window.location.origin}/api/v1/me \\\n  -H "Authorization: Bearer $KEYWRIGHT_TOKEN"`,
          },
        ]}
      />
    </div>
  );
}

const DAY_MS = 86_400_000;

function endOf(days: number, now: number): string {
  return dateOf(new Date(now + days * DAY_MS).toISOString());
}

function lifeOf(days: number): string {
  if (days === 0) return "Never";
  return days === 365 ? "In 1 year" : `In ${days}\u00a0days`;
}
