import { useEffect, useState } from "react";

/**
 * Puts an act off until nothing is pending any more: whoever types and presses Enter at once means what will be found, not
 * what was found for the words before.
 * @returns `ask` to be called for the act, and `forget` when something else is typed
 */
export function useWhenSettled(isPending: boolean, act: () => void): { ask: () => void; forget: () => void } {
  const [isAsked, setIsAsked] = useState(false);
  useEffect(() => {
    if (!isAsked || isPending) return;
    setIsAsked(false);
    act();
  });
  return { ask: () => setIsAsked(true), forget: () => setIsAsked(false) };
}
