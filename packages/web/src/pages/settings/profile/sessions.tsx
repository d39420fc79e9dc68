import { useState } from "react";
import { type Session, useEndOtherSessions, useEndSession, useSessions } from "#data/account.ts";
import { browserNameOf } from "#parts/browser-name.ts";
import { Button } from "#parts/button.tsx";
import { ConfirmDialog } from "#parts/dialog.tsx";
import { FieldError } from "#parts/field.tsx";
import { ProblemState } from "#parts/problem-state.tsx";
import { Skeleton } from "#parts/skeleton.tsx";
import { toast } from "#parts/toast.tsx";
import { When } from "#parts/when.tsx";

/** Where the user is signed in, and the way to end it. */
export function Sessions() {
  const sessions = useSessions();
  const [isAsked, setIsAsked] = useState(false);
  const endOthers = useEndOtherSessions();
  const others = sessions.data?.filter(({ isOwn }) => !isOwn).length ?? 0;
  const close = () => {
    setIsAsked(false);
    endOthers.reset();
  };
  return (
    <aside className="rail" aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      {sessions.error && !sessions.data ? (
        <ProblemState problem={sessions.error} again={() => void sessions.refetch()} />
      ) : (
        <ul className="rows rows--rail" aria-busy={sessions.isPending}>
          {sessions.isPending ? (
            <SessionSkeletons />
          ) : (
            sessions.data.map((each) => <Signed key={each.id} session={each} />)
          )}
        </ul>
      )}
      {others > 0 && (
        <div className="rail-a">
          <Button full onClick={() => setIsAsked(true)}>
            Sign out everywhere else
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={isAsked}
        onClose={close}
        title="Sign out everywhere else"
        verb="Sign out everywhere else"
        busyVerb="Signing out"
        wayOut="Stay signed in there"
        busy={endOthers.isPending}
        problem={endOthers.error}
        onSubmit={() =>
          endOthers.mutate(undefined, {
            onSuccess: () => {
              close();
              toast("Signed out everywhere else");
            },
          })
        }
        warning={
          <>
            <b>
              {others} other {others === 1 ? "browser" : "browsers"}
            </b>{" "}
            must sign in again. This one stays signed in.
          </>
        }
      />
    </aside>
  );
}

function Signed({ session }: { session: Session }) {
  const end = useEndSession();
  const name = browserNameOf(session.userAgent);
  return (
    <li>
      <span>
        <b>{name}</b>
        <small className="num">
          {session.ipAddress && `${session.ipAddress} · `}
          signed in <When at={session.createdAt} />
        </small>
        {end.error && <FieldError>{end.error.message}</FieldError>}
      </span>
      {session.isOwn ? (
        <span className="t3 s13">This browser</span>
      ) : (
        <Button
          look="quiet-bad"
          size="sm"
          aria-label={`Sign out ${name}`}
          busy={end.isPending}
          onClick={() => end.mutate(session, { onSuccess: () => toast(`${name} signed out`) })}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}

function SessionSkeletons() {
  return [128, 96].map((width) => (
    <li key={width} className="skels">
      <span>
        <Skeleton width={width} />
        <small>
          <Skeleton width={144} />
        </small>
      </span>
    </li>
  ));
}
