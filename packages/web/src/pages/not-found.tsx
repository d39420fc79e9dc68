import { IconMapPinOff } from "@tabler/icons-react";
import { useEffect } from "react";
import { ButtonLink } from "#parts/button.tsx";
import { EmptyIcon } from "#parts/empty-state.tsx";

/** What an address leads to that no page has. */
export function Page() {
  useEffect(() => {
    document.title = "Not found · Keywright";
  }, []);
  return (
    <main className="whole">
      <div className="empty">
        <EmptyIcon of={IconMapPinOff} />
        <h1>No page has this address</h1>
        <p>It may have been moved, or the link is not whole.</p>
        <div className="empty-a">
          <ButtonLink to="/">Go to the overview</ButtonLink>
        </div>
      </div>
    </main>
  );
}
