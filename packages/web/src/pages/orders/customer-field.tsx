import type { Customer } from "#data/api.gen.ts";
import { useCustomers } from "#data/customers.ts";
import { Field } from "#parts/field.tsx";
import { Suggestions, useSuggestions } from "#parts/suggestions.tsx";
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
  const suggestions = useSuggestions({ offers: useOffered(email), keyOf: ({ id }) => id, onTake });
  const { shown, field } = suggestions;
  return (
    <Field label="Customer’s e-mail" error={error}>
      {(tied) => (
        <div className="suggests">
          <span className="input">
            <input
              {...tied}
              {...field}
              type="text"
              inputMode="email"
              autoCapitalize="none"
              required
              value={email}
              onChange={({ target }) => {
                onChange(target.value);
                suggestions.open();
              }}
            />
          </span>
          <Suggestions of={suggestions} label="Known customers" verb="take" className="hit--2">
            {(customer) => (
              <span>
                <b>{customer.name ?? customer.email}</b>
                <small>
                  <Marked text={customer.email} begin={email.trim()} />
                </small>
              </span>
            )}
          </Suggestions>
          <span className="vh" role="status">
            {shown.length > 0 && `${shown.length} known ${shown.length === 1 ? "customer fits" : "customers fit"}`}
          </span>
        </div>
      )}
    </Field>
  );
}

/** Customers whose e-mail or name begins as typed; nobody once a whole e-mail of theirs stands there. */
function useOffered(email: string): readonly Customer[] {
  const words = usePaused(email.trim(), 200);
  const { items } = useCustomers(words === "" ? { search: "@" } : { search: words });
  if (words === "" || items.some(has(words))) return [];
  return items.slice(0, MOST);
}

/** The customer of a whole e-mail, when there is one. */
export function useKnown(email: string): Customer | null {
  const words = usePaused(email.trim(), 200);
  const { items } = useCustomers(words === "" ? { search: "@" } : { search: words });
  return items.find(has(words)) ?? null;
}

/** Whether it is their e-mail, however it is written. */
function has(email: string): (customer: Customer) => boolean {
  return (customer) => customer.email.toLowerCase() === email.toLowerCase();
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
