import { type ReactNode, useEffect, useRef } from "react";
import type { Brand } from "#portal/calls.ts";

/** The colour of those who have chosen none. */
const INK = "#1b1b19";

/** The vendor's logo; without one, their first letter on their colour. The name stands beside it. */
function VendorMark({ brand: { name, logo, color, textColor } }: { brand: Brand }) {
  if (logo !== null) return <img className="vendor-logo" src={logo} alt="" />;
  // Ink turns light in the dark; a colour of the vendor's stays.
  const own = color === INK ? undefined : { background: color, color: textColor };
  return (
    <span className="vendor" style={own} aria-hidden="true">
      {[...name.trim()][0]?.toUpperCase() ?? ""}
    </span>
  );
}

/** A page of the portal: the vendor at the top, and beside them who is signed in or the way out. */
export function Frame({
  brand,
  aside,
  desk = false,
  children,
}: {
  brand: Brand;
  aside?: ReactNode;
  /** As wide as a desk is. */
  desk?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={`portal ${desk ? "portal--desk" : ""}`}>
      <header className="portal-h">
        <VendorMark brand={brand} />
        <b>{brand.name}</b>
        {aside}
      </header>
      <main>
        {children}
        <Contact brand={brand}>Questions?</Contact>
      </main>
    </div>
  );
}

/** Where customers write to, if they can. */
function Contact({ brand, children }: { brand: Brand; children: ReactNode }) {
  if (brand.contact === null) return null;
  return (
    <p className="portal-f">
      {children}{" "}
      <a className="link" href={`mailto:${brand.contact}`}>
        Write to {brand.name}
      </a>
    </p>
  );
}

/** A page before anybody is signed in: one narrow card, the vendor on top. */
export function Door({ brand, children }: { brand: Brand; children: ReactNode }) {
  return (
    <main className="gate">
      <div className="brand">
        <VendorMark brand={brand} />
        <span>
          <b>{brand.name}</b>
          <small>Licenses and devices</small>
        </span>
      </div>
      <div className="card">{children}</div>
    </main>
  );
}

/** What the page is about: sets its title, and takes the focus when the page changes under somebody's hands. */
export function Heading({ brand, children }: { brand: Brand; children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children.replaceAll("\u00a0", " ")} · ${brand.name}`;
  }, [children, brand.name]);
  useEffect(() => {
    // Not at the first sight of the page, whose beginning is where a reader begins anyway.
    if (document.activeElement === document.body && hasBeenUsed()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

function hasBeenUsed(): boolean {
  return navigator.userActivation?.hasBeenActive ?? false;
}
