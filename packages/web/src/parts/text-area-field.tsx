import type { ReactNode, TextareaHTMLAttributes } from "react";
import { Field } from "#parts/field.tsx";

/** Text of several lines, under a label. */
export function TextAreaField({
  label,
  hint,
  error,
  ...area
}: {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
} & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tied) => (
        <span className="input input--area">
          <textarea rows={3} {...area} {...tied} />
        </span>
      )}
    </Field>
  );
}
