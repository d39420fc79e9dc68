import { type ReactNode, useId } from "react";
import { Brand } from "#parts/brand.tsx";

/** A page outside the frame: one narrow form, the brand on top. @param foot a sentence below the card */
export function Gate({
  title,
  intro,
  foot,
  onSubmit,
  children,
}: {
  title: string;
  intro?: ReactNode;
  foot?: ReactNode;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <main className="gate">
      <div className="brand">
        <Brand />
      </div>
      <div className="card">
        <form
          className="form"
          aria-labelledby={id}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          <div>
            <h1 id={id}>{title}</h1>
            {intro && <p>{intro}</p>}
          </div>
          {children}
        </form>
      </div>
      {foot && <p className="gate-f">{foot}</p>}
    </main>
  );
}
