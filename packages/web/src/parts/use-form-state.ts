import { useState } from "react";
import { faultsOf, type Rule } from "#data/field-rules.ts";
import type { Problem } from "#data/problem.ts";

interface FormState<Values extends object> {
  readonly values: Values;
  readonly set: (changes: Partial<Values>) => void;
  /** What is wrong with each field, by its path in the body; a field that is edited loses its fault. */
  readonly errors: Readonly<Record<string, string>>;
  /** Whether anything differs from what the form began with. */
  readonly isDirty: boolean;
  /** Begins anew: with what was saved, or with what somebody else saved. */
  readonly reset: (values: Values) => void;
  /** Checks the body as the server would; answers whether it may be sent, and shows what is wrong. */
  readonly check: (body: object) => boolean;
  /** Shows what the server refused, beside its field. */
  readonly refuse: (problem: Problem) => void;
}

/**
 * A form: what is typed, what is wrong with it, and whether it differs from what was there.
 * @param rule of the body that it sends, from `rules.gen.ts`: what the server would refuse is refused here, in its words
 */
export function useFormState<Values extends object>(initial: Values, rule: Rule = {}): FormState<Values> {
  const [start, setStart] = useState(initial);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  return {
    values,
    errors,
    isDirty: JSON.stringify(values) !== JSON.stringify(start),
    set: (changes) => {
      setValues((before) => ({ ...before, ...changes }));
      const edited = Object.keys(changes);
      setErrors((before) =>
        Object.fromEntries(
          Object.entries(before).filter(([field]) => !edited.includes(field.split(".").at(-1) ?? field)),
        ),
      );
    },
    reset: (next) => {
      setStart(next);
      setValues(next);
      setErrors({});
    },
    check: (body) => {
      const faults = faultsOf(rule, body as Record<string, unknown>);
      setErrors(faults);
      return Object.keys(faults).length === 0;
    },
    refuse: ({ fieldErrors }) => setErrors({ ...fieldErrors }),
  };
}
