import { type ReactNode, useId } from "react";

interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** A switch without words of its own: something beside it names it. */
export function Switch({
  checked,
  onChange,
  ...rest
}: SwitchProps & { "aria-label"?: string; "aria-labelledby"?: string; "aria-describedby"?: string }) {
  return (
    <input
      {...rest}
      className="switch"
      type="checkbox"
      role="switch"
      checked={checked}
      aria-checked={checked}
      onChange={({ target }) => onChange(target.checked)}
    />
  );
}

/** A switch at the right of what it switches, as in dialogs. @param hint says what off means */
export function SwitchRow({ label, hint, ...rest }: SwitchProps & { label: string; hint?: ReactNode }) {
  const id = useId();
  return (
    <div className="row">
      <div className="row-t">
        <b id={id}>{label}</b>
        {hint && <p id={`${id}-hint`}>{hint}</p>}
      </div>
      <Switch {...rest} aria-labelledby={id} {...(hint ? { "aria-describedby": `${id}-hint` } : {})} />
    </div>
  );
}
