import type { Me } from "#data/api.gen.ts";
import { useMe } from "#data/session.ts";
import { Profile } from "#pages/settings/profile/name.tsx";
import { Passkeys } from "#pages/settings/profile/passkeys/row.tsx";
import { Password } from "#pages/settings/profile/password.tsx";
import { Sessions } from "#pages/settings/profile/sessions.tsx";
import { TwoStep } from "#pages/settings/profile/two-step/row.tsx";
import { Section } from "#parts/section.tsx";
import { SettingsHeader } from "#parts/settings-header.tsx";

/** The own name, the look of the app, how one signs in, and where one is signed in. */
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
                <Password />
                <TwoStep />
                <Passkeys />
              </ul>
            </div>
          </Section>
        </div>
        <Sessions />
      </div>
    </>
  );
}
