import { IconDeviceMobile, IconFingerprint } from "@tabler/icons-react";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { hasPasskeys } from "#data/passkeys.ts";
import { useSignOut } from "#data/session.ts";
import { useTwoStep } from "#data/two-step.ts";
import { placeOf } from "#pages/parts/place-of.ts";
import { AddPasskey } from "#pages/settings/profile/passkeys/add.tsx";
import { SwitchOn } from "#pages/settings/profile/two-step/switch-on.tsx";
import { Button } from "#parts/button.tsx";
import { FieldError } from "#parts/field.tsx";
import { Gate } from "#parts/gate.tsx";

/** Where everybody signs in with two steps: the way on for whoever is signed in with the password alone. */
export function Page() {
  const { data, error } = useTwoStep();
  const [opened, setOpened] = useState<"code" | "passkey" | null>(null);
  const signOut = useSignOut();
  const router = useRouter();
  const { return: back }: Record<string, string> = useSearch({ strict: false });
  const isDone = data?.standing === "in" && opened === null;

  useEffect(() => {
    document.title = "Second step · Keywright";
  }, []);
  useEffect(() => {
    if (isDone) router.history.replace(placeOf(back));
  }, [isDone, router, back]);

  const signInAgain = () =>
    signOut.mutate(undefined, {
      onSuccess: () => void router.navigate({ to: "/sign-in", search: back ? { return: back } : {}, replace: true }),
    });
  const isNobody = error?.code === "UNAUTHORIZED";
  useEffect(() => {
    if (isNobody) void router.navigate({ to: "/sign-in", replace: true });
  }, [isNobody, router]);
  if (data === undefined) return error && !isNobody ? <FieldError>{error.message}</FieldError> : null;

  if (data.standing === "sign_in_again")
    return (
      <Gate
        title="Sign in with two steps"
        intro="Everybody does here. You have a second step, and were let in without it."
        onSubmit={signInAgain}
      >
        <Button look="main" full type="submit" busy={signOut.isPending}>
          Sign in again
        </Button>
        {signOut.error && <FieldError>{signOut.error.message}</FieldError>}
      </Gate>
    );
  return (
    <Gate
      title="Set up a second step"
      intro="Everybody signs in with two steps here, so that a stolen password is worth nothing. It takes a minute."
      onSubmit={() => undefined}
      foot={
        <button type="button" className="link" onClick={signInAgain}>
          Sign out
        </button>
      }
    >
      {hasPasskeys() && (
        <>
          <div>
            <Button look="main" full icon={IconFingerprint} onClick={() => setOpened("passkey")}>
              Add a passkey
            </Button>
            <p className="hint">Your finger, your face or a security key: no password and no code any more.</p>
          </div>
          <p className="or">or</p>
        </>
      )}
      <div>
        <Button full icon={IconDeviceMobile} onClick={() => setOpened("code")}>
          Use codes from an app
        </Button>
        <p className="hint">A code from an app on your phone, each time after the password.</p>
      </div>
      <AddPasskey opened={opened === "passkey"} onClose={() => setOpened(null)} />
      <SwitchOn opened={opened === "code"} onClose={() => setOpened(null)} />
    </Gate>
  );
}
