import { usePeople } from "#data/people.ts";
import { InviteForm } from "#pages/settings/people/invite.tsx";
import { People } from "#pages/settings/people/people.tsx";
import { RequireTwoStep } from "#pages/settings/people/require.tsx";
import { SettingsHeader } from "#parts/settings-header.tsx";

/** Who may sign in and what they may do, and the way to invite somebody. */
export function Page() {
  const people = usePeople();
  return (
    <>
      <SettingsHeader name="People" />
      <div className="split">
        <div>
          <People people={people} />
          {people.problem === null && <InviteForm />}
          {people.problem === null && <RequireTwoStep people={people} />}
        </div>
        <aside className="rail" aria-labelledby="roles">
          <h2 id="roles">What each role may do</h2>
          <dl className="stack stack--role">
            {EXPLAINED.map(({ name, may, more }) => (
              <div className="stat" key={name}>
                <dt>{name}</dt>
                <dd>
                  {may}
                  <small>{more}</small>
                </dd>
              </div>
            ))}
          </dl>
        </aside>
      </div>
    </>
  );
}

const EXPLAINED = [
  { name: "Owner", may: "Everything, and people", more: "One at least. Can be handed over." },
  { name: "Admin", may: "Products, plans, sales, e-mail, tokens", more: "Everything but people" },
  {
    name: "Support",
    may: "Orders, licenses, devices, customers",
    more: "Place orders, copy keys, extend, suspend, regenerate, revoke. No plans, no tokens.",
  },
  { name: "Read-only", may: "See everything", more: "Never a whole key" },
];
