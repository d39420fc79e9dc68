import { Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Hit } from "#parts/found.tsx";
import { Icon } from "#parts/icon.tsx";
import { Keys } from "#parts/suggestions.tsx";
import { useWhenSettled } from "#parts/use-when-settled.ts";
import { useHits } from "#shell/use-hits.tsx";

/** The command palette: one list, grouped, the first hit chosen. Typed text goes into request bodies and queries, never into the address. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const { hits, isSearching } = useHits(text);
  const router = useRouter();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(chosen, hits.length - 1);
  useFocusBack();

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  const open = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    onClose();
    void router.navigate(hit.link);
  };
  const first = useWhenSettled(isSearching, () => open(hits[0]));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen((at + step + hits.length) % Math.max(hits.length, 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (at > 0) open(hits[at]);
      else first.ask();
    }
  };
  const groups = [...new Set(hits.map(({ group }) => group))];
  return (
    <Modal.Root opened onClose={onClose} size={560} yOffset="12dvh" xOffset={16} transitionProps={{ duration: 0 }}>
      <Modal.Overlay backgroundOpacity={1} />
      <Modal.Content aria-label="Command palette">
        <div className="palette">
          <div className="palette-q">
            <Icon of={IconSearch} />
            <input
              data-autofocus
              role="combobox"
              aria-label="Search or jump to"
              aria-expanded={hits.length > 0}
              aria-controls={id}
              aria-autocomplete="list"
              aria-activedescendant={hits.length > 0 ? `${id}-${at}` : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder="Key, e-mail, order number, or where to go"
              value={text}
              onChange={({ target }) => {
                first.forget();
                setText(target.value);
                setChosen(0);
              }}
              onKeyDown={onKeyDown}
            />
            <kbd aria-hidden>esc</kbd>
          </div>
          <div id={id} ref={list} role="listbox" aria-label="Results" className="palette-hits">
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox has no element of its own.
              <div key={group} role="group" aria-label={group}>
                <div className="grp" aria-hidden="true">
                  {group}
                </div>
                {hits.map(
                  (hit, place) =>
                    hit.group === group && (
                      // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field above has the focus and the keys.
                      <div
                        key={hit.id}
                        id={`${id}-${place}`}
                        className="hit"
                        role="option"
                        aria-selected={place === at}
                        onClick={() => open(hit)}
                        onMouseMove={() => setChosen(place)}
                      >
                        <Icon of={hit.icon} />
                        <span>{hit.name}</span>
                        <span>{hit.more}</span>
                      </div>
                    ),
                )}
              </div>
            ))}
          </div>
          {hits.length === 0 && (
            <p className="palette-none" role="status">
              {isSearching
                ? "Searching …"
                : "Nothing found. Try the last characters of a key, a whole e-mail, or an order number."}
            </p>
          )}
          <Keys verb="open" />
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

/** It goes away all at once: the focus goes back to where it was, unless another page is opened and takes it. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus();
    },
    [before],
  );
}
