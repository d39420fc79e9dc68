/** How many devices: `2/5 activations`, `3/Unlimited`. */
function usageOf({ used, limit }: { used: number; limit: number | null }): string {
  return limit === null ? `${used}/Unlimited` : `${used}/${limit}\u00a0activations`;
}

interface SlotsProps {
  readonly used: number;
  /** Null: unlimited, and no meter. */
  readonly limit: number | null;
}

/** Slots in use, in words and as a meter below. For a card or a row of facts. */
export function Slots({ used, limit }: SlotsProps) {
  return (
    <span className="num">
      {usageOf({ used, limit })}
      <SlotMeter used={used} limit={limit} />
    </span>
  );
}

/** Slots in use in a row of a list: `2/5` and a small meter beside it. */
export function SlotsInRow({ used, limit }: SlotsProps) {
  return (
    <span className="use">
      <span className="num">{`${used}/${limit ?? "Unlimited"}`}</span>
      <SlotMeter used={used} limit={limit} small />
    </span>
  );
}

/** The meter alone: a segment a device up to 10, one bar above. In ink, also when it is full. */
export function SlotMeter({
  used,
  limit,
  small = false,
  label = "Activations",
}: SlotsProps & { small?: boolean; label?: string }) {
  if (limit === null) return null;
  // A limit may have been lowered below use.
  const on = Math.min(used, limit);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element can't be drawn as segments.
    <span
      className={`slots ${small ? "slots--sm" : ""}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuenow={on}
      aria-valuetext={`${used} of ${limit}`}
    >
      {limit <= 10 ? (
        Array.from({ length: limit }, (_, slot) => <span key={slot} className={slot < on ? "on" : ""} />)
      ) : (
        <>
          {on > 0 && <span className="on" style={{ flexGrow: on }} />}
          {on < limit && <span style={{ flexGrow: limit - on }} />}
        </>
      )}
    </span>
  );
}
