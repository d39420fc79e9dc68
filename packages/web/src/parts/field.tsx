import { IconAlertCircle, IconEye, IconEyeOff, IconMinus, IconPlus, IconSelector } from "@tabler/icons-react";
import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, useId, useState } from "react";
import { IconButton } from "#parts/button.tsx";
import { Icon } from "#parts/icon.tsx";

interface FieldProps {
  readonly label: string;
  /** Below the field. */
  readonly hint?: ReactNode;
  /** What is wrong with it; stands beside it and is read with it. */
  readonly error?: string | undefined;
  /** At the right of the label, such as a link. */
  readonly aside?: ReactNode;
}

/** A label, a field, and what is told about it. `children` gets the attributes that tie them together. */
export function Field({ label, hint, error, aside, children }: FieldProps & { children: (tied: Tied) => ReactNode }) {
  const id = useId();
  const told = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <div className="label-row">
        <label className="label" htmlFor={id}>
          {label}
        </label>
        {aside}
      </div>
      {children({ id, "aria-describedby": told || undefined, "aria-invalid": error ? true : undefined })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface Tied {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** What is wrong with a field, as it stands below it. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="error" id={id} role="alert">
      <Icon of={IconAlertCircle} />
      {children}
    </p>
  );
}

type TextProps = FieldProps & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

/** One line of text. */
export function TextField({ label, hint, error, aside, ...input }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(tied) => (
        <span className="input">
          <input type="text" {...input} {...tied} />
        </span>
      )}
    </Field>
  );
}

/** A password that can be looked at. */
export function PasswordField({ label, hint, error, aside, ...input }: TextProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(tied) => (
        <span className="input">
          <input {...input} {...tied} type={isShown ? "text" : "password"} />
          <IconButton
            look="quiet"
            size="sm"
            icon={isShown ? IconEyeOff : IconEye}
            label={isShown ? "Hide password" : "Show password"}
            onClick={() => setIsShown(!isShown)}
          />
        </span>
      )}
    </Field>
  );
}

/** One of a few choices that need no search. */
export function SelectField({
  label,
  hint,
  error,
  aside,
  children,
  ...select
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {(tied) => (
        <span className="input">
          <select {...select} {...tied}>
            {children}
          </select>
          <Icon of={IconSelector} />
        </span>
      )}
    </Field>
  );
}

interface NumberInputProps {
  /** Null while the field is empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  readonly id?: string;
  readonly "aria-label"?: string;
  readonly "aria-describedby"?: string | undefined;
  readonly "aria-invalid"?: boolean | undefined;
}

/** A whole number with a button to each side. What is typed stays as it is, also outside the bounds: the form says so. */
export function NumberInput({ value, onChange, min, max, disabled = false, ...input }: NumberInputProps) {
  const step = (by: number) => onChange(Math.min(max, Math.max(min, (value ?? min - by) + by)));
  return (
    <span className="input number">
      <button type="button" aria-label="One less" disabled={disabled || (value ?? min) <= min} onClick={() => step(-1)}>
        <Icon of={IconMinus} size={14} />
      </button>
      <input
        {...input}
        type="number"
        inputMode="numeric"
        step={1}
        min={min}
        max={max}
        disabled={disabled}
        value={value ?? ""}
        onChange={({ target }) => onChange(Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber)}
      />
      <button type="button" aria-label="One more" disabled={disabled || (value ?? min) >= max} onClick={() => step(1)}>
        <Icon of={IconPlus} size={14} />
      </button>
    </span>
  );
}

/** A number under a label. @param unit at the right of it: "devices" */
export function NumberField({
  label,
  hint,
  error,
  unit,
  ...input
}: FieldProps & NumberInputProps & { unit?: ReactNode }) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(tied) => (
        <span className="number-row">
          <NumberInput {...input} {...tied} />
          {unit && <span className="unit">{unit}</span>}
        </span>
      )}
    </Field>
  );
}
