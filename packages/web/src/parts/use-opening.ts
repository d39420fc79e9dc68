import { useState } from "react";

/** Begins anew each time that a dialog opens, before it is drawn. @param begin sets the dialog's own state */
export function useOpening(opened: boolean, begin: () => void): void {
  const [wasOpened, setWasOpened] = useState(opened);
  if (opened === wasOpened) return;
  setWasOpened(opened);
  if (opened) begin();
}
