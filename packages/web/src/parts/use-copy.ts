import { useEffect, useState } from "react";

/** How long a copy is told, in milliseconds. */
const TOLD_MS = 2000;

/** What is copied: a text, or how to get one that takes a moment. */
export type Copied = string | (() => Promise<string>);

/** Copies a text to the clipboard. `state` goes back to `rest` after two seconds. */
export function useCopy(what: Copied): { state: "rest" | "copied" | "failed"; copy: () => void } {
  const [state, setState] = useState<"rest" | "copied" | "failed">("rest");
  useEffect(() => {
    if (state === "rest") return;
    const timer = setTimeout(() => setState("rest"), TOLD_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return {
    state,
    copy: () => void write(what).then((isDone) => setState(isDone ? "copied" : "failed")),
  };
}

/** The clipboard of the browser is there on https and on localhost alone; an installation in a home network has neither. */
async function write(what: Copied): Promise<boolean> {
  if (typeof what !== "string") return writeWhenThere(what());
  try {
    await navigator.clipboard.writeText(what);
    return true;
  } catch {
    return writeBySelection(what);
  }
}

/** The clipboard is asked at once, while the browser still knows that somebody has clicked, and waits for the text. */
async function writeWhenThere(text: Promise<string>): Promise<boolean> {
  try {
    const blob = text.then((there) => new Blob([there], { type: "text/plain" }));
    // A clipboard that refuses at once leaves nobody to hear that the text did not come.
    blob.catch(() => {});
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    return true;
  } catch {
    return text.then(writeBySelection, () => false);
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
