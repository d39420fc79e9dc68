import { useRename } from "#data/account.ts";
import type { Me } from "#data/api.gen.ts";
import { zoneOf } from "#data/moments.ts";
import { EditMe } from "#data/rules.gen.ts";
import { Theme } from "#pages/settings/profile/theme.tsx";
import { FieldError } from "#parts/field.tsx";
import { SaveBar } from "#parts/save-bar.tsx";
import { TermRow } from "#parts/term-row.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";

/** The own name, and how the app looks. */
export function Profile({ me }: { me: Me }) {
  const form = useFormState({ name: me.name }, EditMe);
  const rename = useRename();
  const save = () => {
    const body = { name: form.values.name.trim() };
    if (!form.check(body)) return;
    rename.mutate(body, {
      onSuccess: () => {
        form.reset(body);
        toast("Name saved");
      },
      onError: form.refuse,
    });
  };
  return (
    <section className="card" aria-label="Profile">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (form.isDirty) save();
        }}
      >
        <ul className="terms terms--me">
          <TermRow title="Profile" hint="Your name stands beside what you do in every timeline." isMain>
            <div className="ctl ctl--stack">
              <NameField value={form.values.name} error={form.errors.name} onChange={(name) => form.set({ name })} />
              <p className="profile-mail">
                <span>Signs in with</span> {me.email}
              </p>
            </div>
          </TermRow>
          <TermRow title="Theme" hint="For you alone, in this browser.">
            <div className="ctl ctl--end">
              <Theme />
            </div>
          </TermRow>
          <TermRow title="Times and dates" hint="As this browser has them. Point at any time to read it in UTC.">
            <div className="ctl ctl--end">{zoneOf(new Date())}</div>
          </TermRow>
        </ul>
      </form>
      <SaveBar
        dirty={form.isDirty}
        onSave={save}
        onDiscard={() => form.reset({ name: me.name })}
        busy={rename.isPending}
        problem={rename.error && Object.keys(rename.error.fieldErrors).length === 0 ? rename.error : null}
      >
        <b>What you did before keeps your old name.</b> The record is never rewritten.
      </SaveBar>
    </section>
  );
}

function NameField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (name: string) => void;
}) {
  return (
    <div className="field">
      <label className="input input--wide">
        <span className="pre">Name</span>
        <input
          type="text"
          autoComplete="name"
          value={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "name-error" : undefined}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      {error && <FieldError id="name-error">{error}</FieldError>}
    </div>
  );
}
