import { useId } from "react";
import { type usePeople, useRequireTwoStep, useSignInSettings } from "#data/people.ts";
import { FieldError } from "#parts/field.tsx";
import { Switch } from "#parts/switch.tsx";
import { toast } from "#parts/toast.tsx";

/** Whether everybody signs in with two steps, and who does not yet. */
export function RequireTwoStep({ people }: { people: ReturnType<typeof usePeople> }) {
  const { data } = useSignInSettings();
  const require = useRequireTwoStep();
  const id = useId();
  const problem = require.error;
  const isRequired = require.isPending ? require.variables : (data?.twoStepRequired ?? false);
  return (
    <section className="section" aria-labelledby={id}>
      <div className="card">
        <ul className="terms terms--me">
          <li>
            <div>
              <h3 id={id}>Require a second step</h3>
              <p id={`${id}-hint`}>Who has none sets one up before they go on. {withoutStep(people)}</p>
              {problem && <FieldError>{problem.message}</FieldError>}
            </div>
            <div className="ctl ctl--end">
              <Switch
                aria-labelledby={id}
                aria-describedby={`${id}-hint`}
                checked={isRequired}
                disabled={data === undefined}
                onChange={(wanted) =>
                  require.mutate(wanted, {
                    onSuccess: ({ twoStepRequired }) =>
                      toast(
                        twoStepRequired ? "Everybody signs in with two steps now" : "The password alone is enough now",
                      ),
                  })
                }
              />
            </div>
          </li>
        </ul>
      </div>
    </section>
  );
}

/** How many have no second step, as soon as all are known. */
function withoutStep({ items, count }: ReturnType<typeof usePeople>): string {
  if (count === null) return "";
  const without = items.filter(
    (somebody) => somebody.kind === "person" && !somebody.person.twoStep && somebody.person.passkeys === 0,
  ).length;
  if (without === 0) return "Everybody has one now.";
  return without === 1 ? "1 person has none now." : `${without} people have none now.`;
}
