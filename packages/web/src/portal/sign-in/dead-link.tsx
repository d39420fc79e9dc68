import { useState } from "react";
import type { Brand, Session } from "#portal/calls.ts";
import { askToSignIn } from "#portal/calls.ts";
import { Button, FieldError } from "#portal/controls.tsx";
import { Door, Heading } from "#portal/frame.tsx";
import { EnterCode } from "#portal/sign-in/enter-code.tsx";
import { type Asked, forget, masked, remember, remembered } from "#portal/sign-in/remembered.ts";
import { useAct } from "#portal/use-load.ts";

/** A link that was used, or came too late. Where this browser asked for it, another is one press away. */
export function DeadLink({
  brand,
  onSignIn,
  onIn,
}: {
  brand: Brand;
  onSignIn: () => void;
  onIn: (session: Session) => void;
}) {
  const [before] = useState(remembered);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { act, isBusy, problem } = useAct();
  const keep = (next: Asked | null) => {
    if (next === null) return onSignIn();
    remember(next);
    setAsked(next);
  };
  if (asked !== null) {
    return (
      <Door brand={brand}>
        <EnterCode
          brand={brand}
          asked={asked}
          onAsked={keep}
          onIn={(session) => {
            forget();
            onIn(session);
          }}
        />
      </Door>
    );
  }
  return (
    <Door brand={brand}>
      <div className="form">
        <div>
          <Heading brand={brand}>This link has been used or is too old</Heading>
          <p>A link works once, for 15&nbsp;minutes. A new one takes a few seconds.</p>
        </div>
        {problem && <FieldError>{problem.message}</FieldError>}
        {before !== null && brand.sendsMail && (
          <Button
            look="main"
            full
            busy={isBusy}
            busyLabel="Sending"
            onClick={() =>
              void act(async () => {
                const { attempt } = await askToSignIn(before.email);
                keep({ email: before.email, attempt, at: Date.now() });
              })
            }
          >
            Send a new link to {masked(before.email)}
          </Button>
        )}
        <Button
          look={before === null ? "main" : "default"}
          full
          onClick={() => {
            forget();
            onSignIn();
          }}
        >
          {before === null ? "Ask for a new link" : "Sign in another way"}
        </Button>
      </div>
    </Door>
  );
}
