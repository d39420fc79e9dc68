import { useEffect } from "react";

/** ⌘K or Ctrl+K opens the palette from anywhere; `/` leads into the search of the page, or opens the palette where it has none. */
export function useShortcuts(openPalette: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        openPalette();
      } else if (event.key === "/" && !event.metaKey && !event.ctrlKey && !event.altKey && !isBusy(event.target)) {
        event.preventDefault();
        const search = document.querySelector<HTMLInputElement>("main [data-search]");
        if (search === null) openPalette();
        else search.select();
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [openPalette]);
}

/** Somebody is typing, or a dialog or menu has the keyboard. */
function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !== null
  );
}
