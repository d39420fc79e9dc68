import { type ReactNode, useId } from "react";

interface SegmentedProps<Value extends string> {
  /** What is chosen, for who does not see it: "Unit", "Show instances". */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly name?: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly size?: "sm" | "md";
  /** As wide as what it stands in. */
  readonly full?: boolean;
}

/** One of two to four choices, all of them in sight. An option's `name` names it where its label is an icon. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChange,
  size = "md",
  full = false,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className={`seg ${size === "sm" ? "seg--sm" : ""} ${full ? "seg--full" : ""}`}>
      <legend className="vh">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            aria-label={option.name}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
