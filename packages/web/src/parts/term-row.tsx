import { type ReactNode, useId } from "react";
import { Switch } from "#parts/switch.tsx";

interface TermRowProps {
  readonly title: string;
  readonly hint: string;
  /** It heads those below it. */
  readonly isMain?: boolean;
  /** Left out: nothing to switch. */
  readonly checked?: boolean;
  readonly onSwitch?: (checked: boolean) => void;
  readonly children?: ReactNode;
}

/** One line of a list of terms: what it is, at its right a switch where there is something to switch, and its controls. */
export function TermRow({ title, hint, isMain = false, checked = false, onSwitch, children }: TermRowProps) {
  const id = useId();
  const Heading = isMain ? "h2" : "h3";
  return (
    <li>
      <div>
        <Heading id={id}>{title}</Heading>
        <p id={`${id}-hint`}>{hint}</p>
      </div>
      {onSwitch && (
        <Switch checked={checked} onChange={onSwitch} aria-labelledby={id} aria-describedby={`${id}-hint`} />
      )}
      {children}
    </li>
  );
}
