import type { ReactNode } from "react";
import type { Change } from "#data/change.ts";
import { FormDialog } from "#parts/dialog.tsx";
import { PasswordField } from "#parts/field.tsx";
import { useFormState } from "#parts/use-form-state.ts";

const EMPTY = { password: "" };
const RULE = { required: ["password"], properties: { password: { type: "string", minLength: 1 } } };

interface Props<Output> {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly about: string;
  readonly verb: string;
  readonly busyVerb: string;
  readonly wayOut?: string;
  readonly change: Change<{ password: string }, Output>;
  readonly onDone: (output: Output) => void;
  readonly children?: ReactNode;
}

/** A dialog that asks for the password before it changes something about signing in. */
export function Confirm<Output>({ change, onDone, onClose, children, ...dialog }: Props<Output>) {
  const form = useFormState(EMPTY, RULE);
  const clear = () => {
    form.reset(EMPTY);
    change.reset();
  };
  return (
    <FormDialog
      {...dialog}
      busy={change.isPending}
      problem={change.error}
      onClose={() => {
        onClose();
        clear();
      }}
      onSubmit={() => {
        if (!form.check(form.values)) return;
        change.mutate(form.values, {
          onSuccess: (output) => {
            onDone(output);
            clear();
          },
          onError: form.refuse,
        });
      }}
    >
      {children}
      <PasswordField
        label="Your password"
        data-autofocus
        autoComplete="current-password"
        value={form.values.password}
        error={form.errors.password}
        onChange={({ target }) => form.set({ password: target.value })}
      />
    </FormDialog>
  );
}
