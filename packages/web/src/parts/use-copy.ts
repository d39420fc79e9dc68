import { useEffect, useState } from "react";

/** How long a copy is told, in milliseconds. */
const TOLD_MS = 2000;

/** Copies a text to the clipboard. `state` goes back to `rest` after two seconds. */
export function useCopy(text: string): { state: "rest" | "copied" | "failed"; copy: () => void } {
  const [state, setState] = useState<"rest" | "copied" | "failed">("rest");
  useEffect(() => {
    if (state === "rest") return;
    const timer = setTimeout(() => setState("rest"), TOLD_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return {
    state,
    copy: () => void write(text).then((isDone) => setState(isDone ? "copied" : "failed")),
  };
}

/** The clipboard of the browser is there on https and on localhost alone; an installation in a home network has neither. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeBySelection(text);
  }
}

function writeBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("aria-hidden", "true");
  area.style.position = "fixed";
  area.style.opacity = "0";
  // Inside an open dialog, since the focus can't leave it.
  (focused?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isDone;
}
