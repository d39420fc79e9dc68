import { type KeyboardEvent, useId, useState } from "react";
import type { Customer } from "#data/api.gen.ts";
import { useCustomers } from "#data/customers.ts";
import { Field } from "#parts/field.tsx";
import { usePaused } from "#parts/use-paused.ts";

const MOST = 4;

interface CustomerFieldProps {
  readonly email: string;
  readonly error: string | undefined;
  readonly onChange: (email: string) => void;
  /** Told when a customer who is known was chosen. */
  readonly onTake: (customer: Customer) => void;
}

/** A customer's e-mail. Customers who are known are offered while one types; arrow keys choose, Enter takes. */
export function CustomerField({ email, error, onChange, onTake }: CustomerFieldProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const offered = useOffered(email);
  const shown = isOpen ? offered : [];
  const id = useId();
  const take = (customer: Customer) => {
    setIsOpen(false);
    setChosen(-1);
    onTake(customer);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const customer = shown[chosen];
    if (step !== undefined && offered.length > 0) {
      event.preventDefault();
      setIsOpen(true);
      setChosen((at) => (at < 0 && step < 0 ? offered.length - 1 : (at + step + offered.length) % offered.length));
    } else if (event.key === "Enter" && customer !== undefined) {
      event.preventDefault();
      take(customer);
    } else if (event.key === "Escape" && shown.length > 0) {
      event.preventDefault();
      setIsOpen(false);
      setChosen(-1);
    }
  };
  return (
    <Field label="Customer’s e-mail" error={error}>
      {(tied) => (
        <>
          <span className="input">
            <input
              {...tied}
              type="text"
              inputMode="email"
              role="combobox"
              aria-expanded={shown.length > 0}
              aria-controls={shown.length > 0 ? `${id}-list` : undefined}
              aria-autocomplete="list"
              aria-activedescendant={shown[chosen] ? `${id}-${chosen}` : undefined}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
              value={email}
              onChange={({ target }) => {
                onChange(target.value);
                setIsOpen(true);
                setChosen(-1);
              }}
              onKeyDown={onKeyDown}
              onBlur={() => setIsOpen(false)}
            />
          </span>
          {shown.length > 0 && (
            <div className="palette suggest">
              <div id={`${id}-list`} role="listbox" aria-label="Customers">
                {shown.map((customer, place) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the focus and the keys.
                  <div
                    key={customer.id}
                    id={`${id}-${place}`}
                    className="hit hit--2"
                    role="option"
                    aria-selected={place === chosen}
                    // Before the field loses the focus, which closes the list.
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => take(customer)}
                    onMouseMove={() => setChosen(place)}
                  >
                    <span>
                      <b>{customer.name ?? customer.email}</b>
                      <small>
                        <Marked text={customer.email} begin={email.trim()} />
                      </small>
                    </span>
                    <span>Known customer</span>
                  </div>
                ))}
              </div>
              <div className="palette-f" aria-hidden="true">
                <span>
                  <kbd>↑</kbd>
                  <kbd>↓</kbd> choose
                </span>
                <span>
                  <kbd>↵</kbd> take
                </span>
              </div>
            </div>
          )}
          <span className="vh" role="status">
            {shown.length > 0 && `${shown.length} known ${shown.length === 1 ? "customer fits" : "customers fit"}`}
          </span>
        </>
      )}
    </Field>
  );
}

/** Customers whose e-mail or name begins as typed; nobody once a whole e-mail of theirs stands there. */
function useOffered(email: string): readonly Customer[] {
  const words = usePaused(email.trim(), 200);
  const { items } = useCustomers(words === "" ? { search: "@" } : { search: words });
  if (words === "" || items.some((customer) => customer.email === words.toLowerCase())) return [];
  return items.slice(0, MOST);
}

/** The customer of a whole e-mail, when there is one. */
export function useKnown(email: string): Customer | null {
  const words = usePaused(email.trim(), 200);
  const { items } = useCustomers(words === "" ? { search: "@" } : { search: words });
  return items.find((customer) => customer.email === words.toLowerCase()) ?? null;
}

function Marked({ text, begin }: { text: string; begin: string }) {
  if (!text.toLowerCase().startsWith(begin.toLowerCase())) return text;
  return (
    <>
      <mark>{text.slice(0, begin.length)}</mark>
      {text.slice(begin.length)}
    </>
  );
}
