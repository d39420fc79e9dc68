import { useId } from "react";

/** Two values side by side, one of them to be kept. @param label what is chosen: "Devices at the same time" */
export function Choose<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { readonly value: Value; readonly label: string; readonly hint: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className="choose">
      <legend className="label">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <b>{option.label}</b>
          <small>{option.hint}</small>
        </label>
      ))}
    </fieldset>
  );
}
