import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { Found } from "#data/search.ts";
import { hitOf } from "#parts/found.tsx";
import { Icon } from "#parts/icon.tsx";
import { Suggestions, useSuggestions } from "#parts/suggestions.tsx";
import { useSearch } from "#parts/use-search.ts";

const idOf = (thing: Found) => hitOf(thing).id;

/**
 * Searches the record by what it is about: a key, its end, an order or a customer is looked up, and what happened to that
 * one thing is shown. A pasted key opens nothing and gets into no address: its license's id does.
 */
export function FindSubject({ onFound }: { onFound: (kind: Found["kind"], id: string) => void }) {
  const [text, setText] = useState("");
  const { found, isSearching } = useSearch(text);
  const suggestions = useSuggestions({
    offers: found,
    keyOf: idOf,
    takesFirst: true,
    isPending: isSearching,
    onTake: (thing) => {
      setText("");
      onFound(thing.kind, idOf(thing));
    },
  });
  const { shown, field } = suggestions;
  const isUnknown = text.trim() !== "" && !isSearching && found.length === 0;
  return (
    <div className="suggests">
      <span className="input">
        <Icon of={IconSearch} />
        <input
          {...field}
          type="text"
          data-search
          enterKeyHint="search"
          aria-label="Search activity"
          placeholder="Key, e-mail, name or order"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            suggestions.open();
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape" && shown.length === 0) setText("");
            field.onKeyDown(event);
          }}
        />
        <kbd aria-hidden>/</kbd>
      </span>
      <Suggestions of={suggestions} label="License, order or customer" verb="show" className="hit--2">
        {(thing) => {
          const { icon, name, more } = hitOf(thing);
          return (
            <>
              <Icon of={icon} />
              <span>
                <b>{name}</b>
                {more && <small>{more}</small>}
              </span>
            </>
          );
        }}
      </Suggestions>
      <div role="status" className={isUnknown ? "palette suggest" : "vh"}>
        {isUnknown && (
          <p className="palette-none">
            Nothing found. Try the last characters of a key, how an e-mail or a name begins, or an order number.
          </p>
        )}
        {shown.length > 0 && `${shown.length} found`}
      </div>
    </div>
  );
}
