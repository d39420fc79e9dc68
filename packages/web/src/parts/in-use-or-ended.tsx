import { Segmented } from "#parts/segmented.tsx";
import { useFilters } from "#parts/use-filters.ts";

/** Whether a list of devices shows those that have ended instead of those in use; it stands in the address. */
export function useEndedShown(): { isEnded: boolean; show: (which: "use" | "ended") => void } {
  const { filters, set } = useFilters(["show"]);
  return { isEnded: filters.show === "ended", show: (which) => set({ show: which === "ended" ? "ended" : "" }) };
}

/** The choice between the two. @param label of what: "Show instances"; @param used how many are in use; null = not counted */
export function InUseOrEnded({
  label,
  used,
  isEnded,
  show,
}: { label: string; used: number | null } & ReturnType<typeof useEndedShown>) {
  return (
    <Segmented
      label={label}
      size="sm"
      value={isEnded ? "ended" : "use"}
      onChange={show}
      options={[
        {
          value: "use",
          label: (
            <>
              In use <span className="num t3">{used}</span>
            </>
          ),
        },
        { value: "ended", label: "Ended" },
      ]}
    />
  );
}
