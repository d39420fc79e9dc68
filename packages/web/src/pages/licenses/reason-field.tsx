import type { Problem } from "#data/problem.ts";
import { TextField } from "#parts/field.tsx";

/** Why a license is suspended or restored; stands in its timeline. */
export function ReasonField({
  value,
  onChange,
  problem,
}: {
  value: string;
  onChange: (value: string) => void;
  problem: Problem | null;
}) {
  return (
    <TextField
      label="Reason"
      hint="Stands in the timeline, for you alone. May stay empty."
      error={problem?.fieldErrors.reason}
      data-autofocus
      autoComplete="off"
      maxLength={500}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
