import { IconCheck } from "@tabler/icons-react";
import { Icon } from "#parts/icon.tsx";
import { Segmented } from "#parts/segmented.tsx";
import type { Difference } from "#parts/use-editing.ts";

interface DifferenceTableProps {
  readonly differences: readonly Difference[];
  /** Whose the other state is: "Jon’s". */
  readonly theirs: string;
  /** "saved 14:36". */
  readonly saved: string;
  readonly keepTheirs: readonly string[];
  readonly onChoose: (name: string, whose: "theirs" | "mine") => void;
}

/** What two people changed at the same time, side by side; where both changed the same, one of the two is chosen. */
export function DifferenceTable({ differences, theirs, saved, keepTheirs, onChoose }: DifferenceTableProps) {
  const conflicts = differences.filter(({ isConflict }) => isConflict).length;
  return (
    <section className="card" aria-label="What changed">
      <div className="diff-h">
        <h2>What changed</h2>
        <p className="t3 s13">
          {conflicts === 0
            ? "Nothing was changed by both"
            : `${conflicts === 1 ? "One term was" : `${conflicts} terms were`} changed by both`}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it sideways by the keyboard. */}
      <section className="scroll" tabIndex={0} aria-label="What changed, side by side">
        <table className="table table--box table--diff diff">
          <thead>
            <tr>
              <th scope="col">Term</th>
              <th scope="col">Before</th>
              <th scope="col">{`${theirs}, ${saved}`}</th>
              <th scope="col">Yours, not saved</th>
              <th scope="col">Keep</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ name, before, theirs: other, mine, isConflict }) => (
              <tr key={name} className={isConflict ? "both" : undefined}>
                <td>
                  <b>{name}</b>
                </td>
                <td data-label="Before" className="was">
                  {before}
                </td>
                <td data-label={theirs} className={other === null ? "t3" : undefined}>
                  {other === null ? "as before" : <b>{other}</b>}
                </td>
                <td data-label="Yours" className={mine === null ? "t3" : undefined}>
                  {mine === null ? "as before" : <b>{mine}</b>}
                </td>
                <td>
                  {isConflict ? (
                    <Segmented
                      label={name}
                      size="sm"
                      options={[
                        { value: "theirs", label: theirs },
                        { value: "mine", label: "Mine" },
                      ]}
                      value={keepTheirs.includes(name) ? "theirs" : "mine"}
                      onChange={(whose) => onChoose(name, whose)}
                    />
                  ) : (
                    <span className="auto">
                      <Icon of={IconCheck} size={14} />
                      {`${mine === null ? theirs : "Mine"}, no conflict`}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
