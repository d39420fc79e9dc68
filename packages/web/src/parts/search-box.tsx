import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Icon } from "#parts/icon.tsx";

const PAUSE_MS = 250;

interface SearchBoxProps {
  /** What it searches, for who does not see it: "Search licenses". */
  readonly label: string;
  /** What can be typed: "Last characters, e-mail or order". */
  readonly placeholder: string;
  readonly value: string;
  /** Told when typing pauses, and at once on Enter. */
  readonly onSearch: (text: string) => void;
}

/** The search of a list. `/` leads into it from anywhere on the page; Escape empties it. */
export function SearchBox({ label, placeholder, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const told = useRef(value);
  // The address may change under it: back, forward, "Clear".
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const tell = (words: string) => {
    clearTimeout(timer.current);
    told.current = words.trim();
    onSearch(words.trim());
  };
  return (
    <span className="input">
      <Icon of={IconSearch} />
      <input
        type="text"
        data-search
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => tell(target.value), PAUSE_MS);
        }}
        onKeyDown={({ key }) => {
          if (key === "Enter") tell(text);
          if (key !== "Escape") return;
          setText("");
          tell("");
        }}
      />
      <kbd aria-hidden>/</kbd>
    </span>
  );
}
