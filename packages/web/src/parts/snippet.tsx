import { useState } from "react";
import { CopyButton } from "#parts/copy-button.tsx";
import { Segmented } from "#parts/segmented.tsx";

export interface Language {
  /** "curl", "TypeScript", "Python", … */
  readonly name: string;
  readonly code: string;
}

/**
 * Code in one language of several, ready to copy. The choice is kept for the next snippet.
 * @param label "Activate a device"
 * @param complete what is copied in the place of the code that is shown, where that leaves something out
 */
export function Snippet({
  label,
  languages,
  complete,
}: {
  label: string;
  languages: readonly Language[];
  complete?: (code: string) => Promise<string>;
}) {
  const [name, setName] = useState(() => localStorage.getItem("snippet-language") ?? "");
  const shown = languages.find((language) => language.name === name) ?? languages[0];
  if (shown === undefined) return null;
  return (
    <div className="code">
      <div className="code-h">
        {languages.length > 1 ? (
          <Segmented
            label="Language"
            size="sm"
            options={languages.map((language) => ({ value: language.name, label: language.name }))}
            value={shown.name}
            onChange={(chosen) => {
              localStorage.setItem("snippet-language", chosen);
              setName(chosen);
            }}
          />
        ) : (
          <span className="s12 t3 code-n">{shown.name}</span>
        )}
        <CopyButton text={complete ? () => complete(shown.code) : shown.code} what={`Copy: ${label}, ${shown.name}`} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by the keyboard. */}
      <section aria-label={`${label}, ${shown.name}`} tabIndex={0} className="code-s">
        <pre>{shown.code}</pre>
      </section>
    </div>
  );
}
