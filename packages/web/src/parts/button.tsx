import { IconLoader2 } from "@tabler/icons-react";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { useLayoutEffect, useRef, useState } from "react";
import { Icon, type TablerIcon } from "#parts/icon.tsx";
import { useLate } from "#parts/use-late.ts";

interface Look {
  /** `main`: one a view. `danger`: only inside the dialog of the act. */
  readonly look?: "default" | "main" | "quiet" | "quiet-bad" | "danger";
  /** 28, 32 or 36 px; larger on the phone. */
  readonly size?: "sm" | "md" | "lg";
  readonly full?: boolean;
  readonly icon?: TablerIcon;
  readonly iconAfter?: TablerIcon;
}

export interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  readonly ref?: Ref<HTMLButtonElement>;
  /** While what it does is under way. It can't be pressed again, and says so after 300 ms. */
  readonly busy?: boolean;
  /** What it says while busy: "Saving". */
  readonly busyLabel?: string;
  readonly children: ReactNode;
}

/** A button. Its words are the verb of what it does. */
export function Button({ look, size, full, icon, iconAfter, busy = false, busyLabel, children, ...rest }: ButtonProps) {
  const { ref, onClick, className, ...others } = rest;
  const isTold = useLate(busy, 300);
  const own = useRef<HTMLButtonElement>(null);
  const [width, setWidth] = useState<number>();
  // It keeps the width that it had, so that nothing beside it jumps.
  useLayoutEffect(() => setWidth(busy ? own.current?.offsetWidth : undefined), [busy]);
  return (
    <button
      type="button"
      {...others}
      ref={(element) => {
        own.current = element;
        if (typeof ref === "function") ref(element);
        else if (ref) ref.current = element;
      }}
      className={classesOf({ look, size, full }, className)}
      style={width ? { minWidth: width } : undefined}
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
        <Words icon={icon} iconAfter={iconAfter}>
          {children}
        </Words>
      )}
    </button>
  );
}

/** A button without words: an icon, and a label for who does not see it. */
export function IconButton({
  label,
  icon,
  look = "default",
  size,
  ...rest
}: Look & { label: string; icon: TablerIcon; ref?: Ref<HTMLButtonElement> } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={`${classesOf({ look, size }, rest.className)} btn--icon`}
    >
      <Icon of={icon} />
    </button>
  );
}

function PlainLink({
  look,
  size,
  full,
  icon,
  iconAfter,
  children,
  className,
  ...rest
}: Look & AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }) {
  return (
    <a {...rest} className={classesOf({ look, size, full }, className)}>
      <Words icon={icon} iconAfter={iconAfter}>
        {children}
      </Words>
    </a>
  );
}

/** A link that looks like a button: `<ButtonLink to="/orders/new" look="main" icon={IconPlus}>New order</ButtonLink>`. */
export const ButtonLink = createLink(PlainLink);

function Words({ icon, iconAfter, children }: Pick<Look, "icon" | "iconAfter"> & { children: ReactNode }) {
  return (
    <>
      {icon && <Icon of={icon} />} {children} {iconAfter && <Icon of={iconAfter} />}
    </>
  );
}

function classesOf({ look = "default", size = "md", full }: Look, more = ""): string {
  const looks = {
    default: "",
    main: "btn--main",
    quiet: "btn--quiet",
    "quiet-bad": "btn--quiet btn--quiet-bad",
    danger: "btn--danger",
  };
  const sizes = { sm: "btn--sm", md: "", lg: "btn--lg" };
  return `btn ${looks[look]} ${sizes[size]} ${full ? "btn--full" : ""} ${more}`;
}
