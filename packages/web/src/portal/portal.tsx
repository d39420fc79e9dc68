import { useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "#data/problem.ts";
import { type Brand, getBrand, getSession, type Session, signInByLink } from "#portal/calls.ts";
import { Button } from "#portal/controls.tsx";
import { DeviceLink } from "#portal/device-link.tsx";
import { Door, Heading } from "#portal/frame.tsx";
import { Licenses } from "#portal/licenses.tsx";
import { DeadLink } from "#portal/sign-in/dead-link.tsx";
import { forget } from "#portal/sign-in/remembered.ts";
import { SignIn } from "#portal/sign-in/sign-in.tsx";
import { useLoad } from "#portal/use-load.ts";

/** Where the application's link to a full license leads. */
const DEVICES = "/portal/devices";

/** The customer portal: one license's devices by an application's link, or whatever the session shows. */
export function Portal() {
  const brand = useLoad(getBrand);
  useEffect(() => {
    // A link that is opened where the portal is open already changes nothing but what stands behind the #.
    const open = () => window.location.hash.length > 1 && window.location.reload();
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);
  if (brand.data === null) return brand.problem && <Silence again={brand.again} problem={brand.problem} />;
  const path = window.location.pathname.replace(/\/+$/, "");
  return path === DEVICES ? <DeviceLink brand={brand.data} /> : <Inside brand={brand.data} />;
}

type State =
  | { readonly at: "looking" }
  | { readonly at: "door"; readonly isEnded: boolean }
  | { readonly at: "dead link" }
  | { readonly at: "inside"; readonly session: Session }
  | { readonly at: "silence"; readonly problem: Problem };

function Inside({ brand }: { brand: Brand }) {
  const [state, setState] = useState<State>({ at: "looking" });
  const [link] = useState(() => window.location.hash.slice(1));
  const hasTried = useRef(false);

  const look = useCallback(async () => {
    try {
      setState({ at: "inside", session: link === "" ? await getSession() : await takeLink(link) });
    } catch (error) {
      setState(stateOf(error, link !== ""));
    }
  }, [link]);
  useEffect(() => {
    // Once, also where React mounts twice: the link works once.
    if (hasTried.current) return;
    hasTried.current = true;
    void look();
  }, [look]);

  switch (state.at) {
    case "looking":
      return null;
    case "silence":
      return <Silence again={look} problem={state.problem} />;
    case "dead link":
      return <DeadLink brand={brand} onSignIn={() => setState({ at: "door", isEnded: false })} onIn={enter} />;
    case "door":
      return <SignIn brand={brand} isEnded={state.isEnded} onIn={enter} />;
    case "inside":
      return <Licenses brand={brand} session={state.session} onOut={(isEnded) => setState({ at: "door", isEnded })} />;
  }

  function enter(session: Session): void {
    setState({ at: "inside", session });
  }
}

/** Signs in by the link, and takes it out of the address: it is used up, and nobody need see it. */
async function takeLink(link: string): Promise<Session> {
  const session = await signInByLink(link);
  forget();
  window.history.replaceState(null, "", window.location.pathname);
  return session;
}

function stateOf(error: unknown, isLink: boolean): State {
  const problem = error instanceof Problem ? error : new Problem("UNKNOWN", "Something went wrong on this page.");
  if (problem.code !== "UNAUTHORIZED") return { at: "silence", problem };
  if (!isLink) return { at: "door", isEnded: false };
  window.history.replaceState(null, "", window.location.pathname);
  return { at: "dead link" };
}

const NOBODY: Brand = {
  name: "My licenses",
  contact: null,
  color: "#1b1b19",
  textColor: "#ffffff",
  logo: null,
  sendsMail: false,
};

/** The server does not answer, or says that it can't. */
function Silence({ problem, again }: { problem: Problem; again: () => Promise<void> }) {
  return (
    <Door brand={NOBODY}>
      <div className="form">
        <div role="alert">
          <Heading brand={NOBODY}>That did not work</Heading>
          <p>{problem.message}</p>
        </div>
        <Button look="main" full onClick={() => void again()}>
          Try again
        </Button>
      </div>
    </Door>
  );
}
