import { IconAlertCircle, IconLoader2 } from "@tabler/icons-react";
import { type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { Icon } from "#parts/icon.tsx";
import { useLate } from "#parts/use-late.ts";

/* Buttons and fields as in the vendor's app, without the router that its buttons know. */

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: "default" | "main" | "quiet" | "danger";
  readonly full?: boolean;
  /** While what it does is under way. It can't be pressed again, and says so after 300 ms. */
  readonly busy?: boolean;
  readonly busyLabel?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

const LOOKS = { default: "", main: "btn--main", quiet: "btn--quiet", danger: "btn--danger" };

export function Button({ look = "default", full, busy = false, busyLabel, children, onClick, ...rest }: ButtonProps) {
  const isTold = useLate(busy, 300);
  return (
    <button
      type="button"
      {...rest}
      className={`btn ${LOOKS[look]} ${full ? "btn--full" : ""}`}
      aria-busy={busy || undefined}
      // Not `disabled`: the focus must stay where it is.
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {isTold ? (
        <>
          <Icon of={IconLoader2} className="spin" /> {busyLabel ?? children}
        </>
      ) : (
        children
      )}
    </button>
  );
}

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  /** How its box is drawn: `otp` for a code, `mono` for a key. */
  readonly look?: "otp" | "mono";
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text under a label. What is wrong with it stands beside it and is read with it. */
export function Field({ label, hint, error, look, ...input }: FieldProps) {
  const id = useId();
  const told = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className={`input ${look ?? ""}`}>
        <input
          {...input}
          id={id}
          aria-describedby={told || undefined}
          aria-invalid={error ? true : undefined}
          spellCheck={false}
        />
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** What was refused, where it was asked for. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="error" id={id} role="alert">
      <Icon of={IconAlertCircle} />
      {children}
    </p>
  );
}
