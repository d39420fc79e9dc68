import type { ComponentProps } from "react";
import { Field } from "#parts/field.tsx";

type Props = Omit<ComponentProps<typeof Field>, "children"> & ComponentProps<"input">;

/** A code that is typed once, in wide digits. */
export function CodeField({ label, hint, error, aside, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(tied) => (
        <span className="input otp">
          <input type="text" autoComplete="one-time-code" spellCheck={false} {...input} {...tied} />
        </span>
      )}
    </Field>
  );
}
