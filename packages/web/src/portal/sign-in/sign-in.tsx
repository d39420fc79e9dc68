import { useState } from "react";
import { Note } from "#parts/note.tsx";
import { Segmented } from "#parts/segmented.tsx";
import type { Brand, Session } from "#portal/calls.ts";
import { Door, Heading } from "#portal/frame.tsx";
import { AskForMail } from "#portal/sign-in/ask-for-mail.tsx";
import { ByKey } from "#portal/sign-in/by-key.tsx";
import { EnterCode } from "#portal/sign-in/enter-code.tsx";
import { type Asked, forget, remember, stillAsked } from "#portal/sign-in/remembered.ts";

type Way = "mail" | "key";
const WAYS = [
  { value: "mail", label: "E-mail" },
  { value: "key", label: "License key" },
] as const;

/** The portal's door: by a mail, where the server sends mail, or with a license key. */
export function SignIn({
  brand,
  isEnded,
  onIn,
}: {
  brand: Brand;
  /** Whether somebody was inside until just now. */
  isEnded: boolean;
  onIn: (session: Session) => void;
}) {
  const [way, setWay] = useState<Way>(brand.sendsMail ? "mail" : "key");
  const [asked, setAsked] = useState<Asked | null>(() => (brand.sendsMail ? stillAsked() : null));
  const enter = (session: Session) => {
    forget();
    onIn(session);
  };
  const keep = (next: Asked | null) => {
    if (next === null) forget();
    else remember(next);
    setAsked(next);
  };
  if (way === "mail" && asked !== null) {
    return (
      <Door brand={brand}>
        <EnterCode brand={brand} asked={asked} onAsked={keep} onIn={enter} />
      </Door>
    );
  }
  const choice = brand.sendsMail && (
    <Segmented label="Sign in with" options={WAYS} value={way} onChange={setWay} full />
  );
  return (
    <Door brand={brand}>
      <div className="form">
        <div>
          <Heading brand={brand}>See my licenses</Heading>
          <p>
            {way === "mail" ? "Find your keys, move to a new computer, renew." : "Opens the one license of this key."}
          </p>
        </div>
        {isEnded && <Note role="status">You were signed out.</Note>}
        {choice}
        {!brand.sendsMail && <Note>Signing in by e-mail is not possible here, since this server sends no mail.</Note>}
        {way === "mail" ? <AskForMail onAsked={keep} /> : <ByKey onIn={enter} />}
      </div>
    </Door>
  );
}
