import { useEffect, useState } from "react";

/** A value as it was when it last stood still. @param pause in milliseconds */
export function usePaused<T>(value: T, pause = 250): T {
  const [paused, setPaused] = useState(value);
  const text = textOf(value);
  // What it says counts, not which object says it.
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), pause);
    return () => clearTimeout(timer);
  }, [text, pause]);
  return paused;
}

/** What a value says; an empty number is another than none. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_name, inner) => (Number.isNaN(inner) ? "NaN" : inner));
}
