import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useWhenSettled } from "#parts/use-when-settled.ts";

interface SuggestionsOptions<Offer> {
  /** What fits what is typed. */
  readonly offers: readonly Offer[];
  readonly keyOf: (offer: Offer) => string;
  readonly onTake: (offer: Offer) => void;
  /** Enter takes the first when none is chosen yet: for a search, where nothing else can be meant. */
  readonly takesFirst?: boolean;
  /** What is offered may be for the words before. */
  readonly isPending?: boolean;
}

/** What a field offers while one types: arrow keys choose, Enter takes, Escape closes, and so does leaving the field. */
export function useSuggestions<Offer>({
  offers,
  keyOf,
  onTake,
  takesFirst = false,
  isPending = false,
}: SuggestionsOptions<Offer>) {
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const id = useId();
  const shown = isOpen ? offers : [];
  const at = Math.min(chosen < 0 && takesFirst ? 0 : chosen, shown.length - 1);
  const close = () => {
    setIsOpen(false);
    setChosen(-1);
  };
  const take = (offer: Offer) => {
    close();
    onTake(offer);
  };
  const first = useWhenSettled(isPending, () => offers[0] !== undefined && take(offers[0]));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const offer = shown[at];
    if (step !== undefined && offers.length > 0) {
      event.preventDefault();
      setIsOpen(true);
      if (isOpen) setChosen(at < 0 && step < 0 ? offers.length - 1 : (at + step + offers.length) % offers.length);
      else setChosen(step < 0 ? offers.length - 1 : 0);
    } else if (event.key === "Enter" && takesFirst && chosen < 0) {
      event.preventDefault();
      if (isOpen) first.ask();
    } else if (event.key === "Enter" && offer !== undefined) {
      event.preventDefault();
      take(offer);
    } else if (event.key === "Escape" && shown.length > 0) {
      event.preventDefault();
      close();
    }
  };
  return {
    shown,
    /** To be called when something is typed. */
    open: () => {
      first.forget();
      setIsOpen(true);
      setChosen(-1);
    },
    /** The attributes of the field. */
    field: {
      role: "combobox",
      "aria-expanded": shown.length > 0,
      "aria-controls": shown.length > 0 ? `${id}-list` : undefined,
      "aria-autocomplete": "list",
      "aria-activedescendant": shown[at] === undefined ? undefined : `${id}-${at}`,
      autoComplete: "off",
      spellCheck: false,
      onKeyDown,
      onBlur: close,
    } as const,
    list: { id, at, keyOf, take, point: setChosen },
  };
}

interface SuggestionsProps<Offer> {
  readonly of: ReturnType<typeof useSuggestions<Offer>>;
  /** What is offered, for who does not see it: "Customers". */
  readonly label: string;
  /** What Enter does: "take". */
  readonly verb: string;
  readonly className?: string;
  readonly children: (offer: Offer) => ReactNode;
}

/** The list below the field; the field and it stand in an element with the class `suggests`. */
export function Suggestions<Offer>({
  of: { shown, list },
  label,
  verb,
  className = "",
  children,
}: SuggestionsProps<Offer>) {
  if (shown.length === 0) return null;
  return (
    <div className="palette suggest">
      <div id={`${list.id}-list`} role="listbox" aria-label={label}>
        {shown.map((offer, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the focus and the keys.
          <div
            key={list.keyOf(offer)}
            id={`${list.id}-${place}`}
            className={`hit ${className}`}
            role="option"
            aria-selected={place === list.at}
            // Before the field loses the focus, which closes the list.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => list.take(offer)}
            onMouseMove={() => list.point(place)}
          >
            {children(offer)}
          </div>
        ))}
      </div>
      <Keys verb={verb} />
    </div>
  );
}

/** Which keys do what in a list that a field offers. */
export function Keys({ verb }: { verb: string }) {
  return (
    <div className="palette-f" aria-hidden="true">
      <span>
        <kbd>↑</kbd>
        <kbd>↓</kbd> choose
      </span>
      <span>
        <kbd>↵</kbd> {verb}
      </span>
    </div>
  );
}
