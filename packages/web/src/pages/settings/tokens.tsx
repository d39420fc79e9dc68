import { IconCode, IconPlus } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState } from "react";
import type { CreatedToken, Token } from "#data/api.gen.ts";
import { CreateToken } from "#data/rules.gen.ts";
import { type Scope, useCreateToken, useRevokeToken, useTokens } from "#data/tokens.ts";
import { Button } from "#parts/button.tsx";
import { type Column, DataTable } from "#parts/data-table.tsx";
import { ConfirmDialog, Dialog } from "#parts/dialog.tsx";
import { EmptyState } from "#parts/empty-state.tsx";
import { TextField } from "#parts/field.tsx";
import { Note } from "#parts/note.tsx";
import { SecretField } from "#parts/secret-field.tsx";
import { Section } from "#parts/section.tsx";
import { SettingsHeader } from "#parts/settings-header.tsx";
import { Snippet } from "#parts/snippet.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";
import { DateAndDistance, DistanceAndTime } from "#parts/when.tsx";

/** What a token may do, from least to most; each includes those before it. */
const SCOPES: readonly { scope: Scope; name: string; about: string; may: string }[] = [
  {
    scope: "license",
    name: "Activate and validate",
    about: "The License API alone, with the customer’s name and e-mail in its answers",
    may: "May activate and validate",
  },
  {
    scope: "read",
    name: "Read",
    about: "See everything, whole keys too, and change nothing",
    may: "May see everything",
  },
  {
    scope: "write",
    name: "Licenses and orders",
    about: "Read, and change everything but tokens",
    may: "May change everything but tokens",
  },
  { scope: "admin", name: "Everything", about: "Also create and revoke tokens", may: "May do everything" },
];

/** What lets other systems in: created with a name and what it may do, shown once, revoked. */
export function Page() {
  const tokens = useTokens();
  const [isCreating, setIsCreating] = useState(false);
  const [revoked, setRevoked] = useState<Token | null>(null);
  const columns: Column<Token>[] = [
    { name: "Name", at: "1 / 1", cell: ({ name }) => <b className="breaks">{name}</b> },
    { name: "Allowed to", at: "2 / 1", cell: ({ scope }) => SCOPES.find((each) => each.scope === scope)?.name },
    {
      name: "Last used",
      at: "3 / 1",
      labelled: true,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? "Never used" : <DistanceAndTime at={lastUsedAt} />),
    },
    {
      name: "Created",
      at: "3 / 2",
      labelled: true,
      nowrap: true,
      cell: ({ createdAt }) => <DateAndDistance at={createdAt} />,
    },
    {
      name: "Action",
      at: "1 / 2",
      quiet: true,
      cell: (token) => (
        <span className="row-act">
          <Button look="quiet-bad" size="sm" aria-label={`Revoke ${token.name}`} onClick={() => setRevoked(token)}>
            Revoke
          </Button>
        </span>
      ),
    },
  ];
  const isEmpty = !tokens.isPending && tokens.items.length === 0;
  const newToken = (
    <Button look="main" icon={IconPlus} onClick={() => setIsCreating(true)}>
      New token
    </Button>
  );
  return (
    <>
      <SettingsHeader name="API tokens" />
      <Section
        title="API tokens"
        {...(!tokens.isPending && !tokens.hasMore && !isEmpty && { count: tokens.items.length })}
        aside={!isEmpty && newToken}
      >
        <DataTable
          label="List of tokens"
          boxed
          columns={columns}
          list={tokens}
          keyOf={({ id }) => id}
          order="Newest first"
          empty={
            <div className="card">
              <EmptyState icon={IconCode} title="No tokens yet" actions={newToken}>
                A token lets your shop place orders, and your own tools read and change licenses.
              </EmptyState>
            </div>
          }
        />
        <p className="hint hint--below">
          For servers only. Your application needs no token to activate and validate.{" "}
          <a className="link" href="/api/docs" target="_blank" rel="noreferrer">
            How to use one
          </a>
        </p>
      </Section>
      <NewToken opened={isCreating} onClose={() => setIsCreating(false)} />
      <RevokeToken token={revoked} onClose={() => setRevoked(null)} />
    </>
  );
}

const BLANK: { name: string; scope: Scope } = { name: "", scope: "read" };

function NewToken({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const form = useFormState(BLANK, CreateToken);
  const create = useCreateToken();
  const [created, setCreated] = useState<CreatedToken | null>(null);
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
    const body = { ...form.values, name: form.values.name.trim() };
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
        about={SCOPES.find(({ scope }) => scope === created.scope)?.may}
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
        {error && Object.keys(error.fieldErrors).length === 0 && (
          <Note tone="bad" role="alert">
            {error.message}
          </Note>
        )}
      </form>
    </Dialog>
  );
}

function ScopeChoice({ value, onChange }: { value: Scope; onChange: (scope: Scope) => void }) {
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

function RevokeToken({ token, onClose }: { token: Token | null; onClose: () => void }) {
  const revoke = useRevokeToken();
  const shown = useLast(token);
  const close = () => {
    onClose();
    revoke.reset();
  };
  return (
    <ConfirmDialog
      opened={token !== null}
      onClose={close}
      title="Revoke token"
      about={shown?.name}
      verb="Revoke token"
      busyVerb="Revoking"
      wayOut="Keep token"
      danger
      busy={revoke.isPending}
      problem={revoke.error}
      onSubmit={() =>
        token &&
        revoke.mutate(token.id, {
          onSuccess: () => {
            close();
            toast(`Token ${token.name} revoked`);
          },
        })
      }
      warning={
        <>
          Whatever uses it is <b>refused at once</b>. This can’t be undone; a new token takes its place.
        </>
      }
    />
  );
}

/** The last value that was one: a dialog keeps its words while it fades. */
function useLast<T>(value: T | null): T | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}
