import type { ReactNode } from "react";
import { ROLES, type Scope, useMay } from "#data/roles.ts";
import { useMe } from "#data/session.ts";
import { Note } from "#parts/note.tsx";

/** What is there for those alone who may use it. @param to what it takes */
export function Allowed({ to, children }: { to: Scope; children: ReactNode }) {
  return useMay(to) ? children : null;
}

/** Fields that whoever may not change them sees and can't touch, with the reason. @param what "This plan" */
export function Untouchable({ needs, what, children }: { needs: Scope; what: string; children: ReactNode }) {
  const { data: me } = useMe();
  const isAllowed = useMay(needs);
  if (isAllowed) return children;
  return (
    <>
      <div className="untouchable">
        <Note>
          {what} is changed by an admin or an owner. {me?.role && `You are ${wordOf(me.role)} here, and can look.`}
        </Note>
      </div>
      <fieldset disabled>{children}</fieldset>
    </>
  );
}

function wordOf(role: (typeof ROLES)[number]["role"]): string {
  return ROLES.find((each) => each.role === role)?.word ?? role;
}
