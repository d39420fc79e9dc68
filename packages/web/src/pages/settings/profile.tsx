import { useMantineColorScheme } from "@mantine/core";
import { type ReactNode, useState } from "react";
import {
  type Session,
  useChangePassword,
  useEndOtherSessions,
  useEndSession,
  useRename,
  useSessions,
} from "#data/account.ts";
import type { Me } from "#data/api.gen.ts";
import { zoneOf } from "#data/moments.ts";
import { EditMe } from "#data/rules.gen.ts";
import { useMe } from "#data/session.ts";
import { browserNameOf } from "#parts/browser-name.ts";
import { Button } from "#parts/button.tsx";
import { ConfirmDialog, FormDialog } from "#parts/dialog.tsx";
import { FieldError, PasswordField } from "#parts/field.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { SaveBar } from "#parts/save-bar.tsx";
import { Section } from "#parts/section.tsx";
import { Segmented } from "#parts/segmented.tsx";
import { SettingsHeader } from "#parts/settings-header.tsx";
import { Skeleton } from "#parts/skeleton.tsx";
import { SwitchRow } from "#parts/switch.tsx";
import { toast } from "#parts/toast.tsx";
import { useFormState } from "#parts/use-form-state.ts";
import { When } from "#parts/when.tsx";

/** Fewer are refused; the server says so as well. */
const PASSWORD = { type: "string", minLength: 10, maxLength: 128 };
const PASSWORD_RULE = {
  required: ["currentPassword", "newPassword"],
  properties: { currentPassword: { type: "string", minLength: 1 }, newPassword: PASSWORD },
};

/** The own name, the look of the app, the password, and where one is signed in. */
export function Page() {
  const { data: me } = useMe();
  return (
    <>
      <SettingsHeader name="Profile and sign-in" />
      <div className="split">
        <div>
          {me && <Profile key={me.id} me={me as Me} />}
          <Section title="Sign-in">
            <div className="card">
              <ul className="terms terms--me">
                <PasswordRow />
              </ul>
            </div>
          </Section>
        </div>
        <Sessions />
      </div>
    </>
  );
}

function Profile({ me }: { me: Me }) {
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
          <Row title="Profile" about="Your name stands beside what you do in every timeline." level="h2">
            <div className="ctl ctl--stack">
              <NameField value={form.values.name} error={form.errors.name} onChange={(name) => form.set({ name })} />
              <p className="profile-mail">
                <span>Signs in with</span> {me.email}
              </p>
            </div>
          </Row>
          <Row title="Theme" about="For you alone, in this browser.">
            <div className="ctl ctl--end">
              <Theme />
            </div>
          </Row>
          <Row title="Times and dates" about="As this browser has them. Point at any time to read it in UTC.">
            <div className="ctl ctl--end">{zoneOf(new Date())}</div>
          </Row>
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

function Theme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Segmented
      label="Theme"
      value={colorScheme}
      onChange={setColorScheme}
      options={[
        { value: "auto", label: "As the system" },
        { value: "light", label: "Light" },
        { value: "dark", label: "Dark" },
      ]}
    />
  );
}

function PasswordRow() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Row title="Password" about="10 characters or more. Nobody can read it, so a lost one is replaced.">
      <div className="ctl ctl--end">
        <Button onClick={() => setIsOpen(true)}>Change password</Button>
      </div>
      <PasswordDialog opened={isOpen} onClose={() => setIsOpen(false)} />
    </Row>
  );
}

const EMPTY = { currentPassword: "", newPassword: "", revokeOtherSessions: true };

function PasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const form = useFormState(EMPTY, PASSWORD_RULE);
  const change = useChangePassword();
  const { values, errors } = form;
  const length = [...values.newPassword].length;
  const close = () => {
    onClose();
    form.reset(EMPTY);
    change.reset();
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title="Change password"
      about="The new one counts from the next sign-in on."
      verb="Change password"
      busyVerb="Changing"
      wayOut="Keep this password"
      busy={change.isPending}
      problem={change.error}
      onSubmit={() => {
        if (!form.check(values)) return;
        change.mutate(values, {
          onSuccess: () => {
            close();
            toast(values.revokeOtherSessions ? "Password changed, signed out everywhere else" : "Password changed");
          },
          onError: form.refuse,
        });
      }}
    >
      <PasswordField
        label="Current password"
        autoComplete="current-password"
        value={values.currentPassword}
        error={errors.currentPassword}
        onChange={({ target }) => form.set({ currentPassword: target.value })}
      />
      <PasswordField
        label="New password"
        autoComplete="new-password"
        value={values.newPassword}
        error={errors.newPassword}
        hint={
          length === 0
            ? "At least 10 characters"
            : `${length} ${length === 1 ? "character" : "characters"}, 10 are enough`
        }
        onChange={({ target }) => form.set({ newPassword: target.value })}
      />
      <SwitchRow
        label="Sign out everywhere else"
        hint="Off: whoever is signed in with your account elsewhere stays so."
        checked={values.revokeOtherSessions}
        onChange={(revokeOtherSessions) => form.set({ revokeOtherSessions })}
      />
    </FormDialog>
  );
}

function Sessions() {
  const sessions = useSessions();
  const [isAsked, setIsAsked] = useState(false);
  const endOthers = useEndOtherSessions();
  const others = sessions.data?.filter(({ isOwn }) => !isOwn).length ?? 0;
  const close = () => {
    setIsAsked(false);
    endOthers.reset();
  };
  return (
    <aside className="rail" aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      {sessions.error && !sessions.data ? (
        <ProblemState problem={sessions.error} again={() => void sessions.refetch()} />
      ) : (
        <ul className="rows rows--rail" aria-busy={sessions.isPending}>
          {sessions.isPending ? (
            <SessionSkeletons />
          ) : (
            sessions.data.map((each) => <Signed key={each.id} session={each} />)
          )}
        </ul>
      )}
      {others > 0 && (
        <div className="rail-a">
          <Button full onClick={() => setIsAsked(true)}>
            Sign out everywhere else
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={isAsked}
        onClose={close}
        title="Sign out everywhere else"
        verb="Sign out everywhere else"
        busyVerb="Signing out"
        wayOut="Stay signed in there"
        busy={endOthers.isPending}
        problem={endOthers.error}
        onSubmit={() =>
          endOthers.mutate(undefined, {
            onSuccess: () => {
              close();
              toast("Signed out everywhere else");
            },
          })
        }
        warning={
          <>
            <b>
              {others} other {others === 1 ? "browser" : "browsers"}
            </b>{" "}
            must sign in again. This one stays signed in.
          </>
        }
      />
    </aside>
  );
}

function Signed({ session }: { session: Session }) {
  const end = useEndSession();
  const name = browserNameOf(session.userAgent);
  return (
    <li>
      <span>
        <b>{name}</b>
        <small className="num">
          {session.ipAddress && `${session.ipAddress} · `}
          signed in <When at={session.createdAt} />
        </small>
        {end.error && <FieldError>{end.error.message}</FieldError>}
      </span>
      {session.isOwn ? (
        <span className="t3 s13">This browser</span>
      ) : (
        <Button
          look="quiet-bad"
          size="sm"
          aria-label={`Sign out ${name}`}
          busy={end.isPending}
          onClick={() => end.mutate(session, { onSuccess: () => toast(`${name} signed out`) })}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}

function SessionSkeletons() {
  return [128, 96].map((width) => (
    <li key={width} className="skels">
      <span>
        <Skeleton width={width} />
        <small>
          <Skeleton width={144} />
        </small>
      </span>
    </li>
  ));
}

function Row({
  title,
  about,
  level: Heading = "h3",
  children,
}: {
  title: string;
  about: string;
  level?: "h2" | "h3";
  children: ReactNode;
}) {
  return (
    <li>
      <div>
        <Heading>{title}</Heading>
        <p>{about}</p>
      </div>
      {children}
    </li>
  );
}
