import { IconKey } from "@tabler/icons-react";
import { useCallback, useEffect } from "react";
import { EmptyState } from "#parts/empty-state.tsx";
import { Note } from "#parts/note.tsx";
import type { Brand, Session } from "#portal/calls.ts";
import { listLicenses, signOut } from "#portal/calls.ts";
import { Button } from "#portal/controls.tsx";
import { Frame, Heading } from "#portal/frame.tsx";
import { LicenseCard } from "#portal/license-card.tsx";
import { Orders } from "#portal/orders.tsx";
import { useAct, useLoad } from "#portal/use-load.ts";

/** A customer's licenses, with their keys and devices, and what they have bought. */
export function Licenses({
  brand,
  session,
  onOut,
}: {
  brand: Brand;
  session: Session;
  /** Told when nobody is signed in any more. @param isEnded not by the customer's own wish */
  onOut: (isEnded: boolean) => void;
}) {
  const licenses = useLoad(listLicenses);
  const leaving = useAct();
  const isSignedOut = licenses.problem?.code === "UNAUTHORIZED" || leaving.problem?.code === "UNAUTHORIZED";
  useEffect(() => {
    if (isSignedOut) onOut(true);
  }, [isSignedOut, onOut]);
  const leave = useCallback(() => onOut(true), [onOut]);

  const items = licenses.data?.items ?? [];
  const isOne = session.licenseId !== null;
  return (
    <Frame
      brand={brand}
      desk
      aside={
        <nav aria-label="Account">
          <Button
            look="quiet"
            busy={leaving.isBusy}
            busyLabel="Signing out"
            onClick={async () => {
              if (await leaving.act(signOut)) onOut(false);
            }}
          >
            Sign out
          </Button>
        </nav>
      }
    >
      <Heading brand={brand}>{isOne ? "My license" : "My licenses"}</Heading>
      <p className="portal-p">{session.email ?? "Signed in with a license key"}</p>
      {licenses.problem && !isSignedOut && (
        <div className="portal-note">
          <Note tone="bad" role="alert">
            {licenses.problem.message}{" "}
            <button type="button" className="link" onClick={() => void licenses.again()}>
              Try again
            </button>
          </Note>
        </div>
      )}
      {items.map((license) => (
        <LicenseCard key={license.id} brand={brand} license={license} readAgain={licenses.again} onSignedOut={leave} />
      ))}
      {licenses.data !== null && items.length === 0 && (
        <div className="card plic">
          <EmptyState icon={IconKey} title="No licenses yet">
            Whatever you buy with {session.email} shows up here.
          </EmptyState>
        </div>
      )}
      {licenses.data?.nextCursor && <p className="dev-more">The newest hundred are shown.</p>}
      {!isOne && <Orders />}
    </Frame>
  );
}
