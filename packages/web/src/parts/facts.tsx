import type { ReactNode } from "react";

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** Below the value, smaller. */
  readonly more?: ReactNode;
}

/** Up to four facts between hairlines, on the page's four columns. @param withKey the first is a key and takes more room */
export function Facts({ facts, withKey = false }: { facts: readonly Fact[]; withKey?: boolean }) {
  return (
    <dl className={`facts ${withKey ? "facts--key" : ""}`}>
      {facts.map(({ name, value, more }) => (
        <div key={name} className="stat">
          <dt>{name}</dt>
          <dd>
            {value}
            {more && <small>{more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
