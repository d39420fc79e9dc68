/** A line that is still to come. Inside `.skels` it appears after 150 ms. */
export function Skeleton({ width, height }: { width: number | string; height?: number }) {
  return <span className="skel" style={{ width, ...(height && { height, borderRadius: 6 }) }} />;
}

/** A page of one thing that is still to come: facts, a card, a list. */
export function PageSkeleton() {
  return (
    <div className="skels" aria-busy="true" role="status" aria-label="Loading">
      <Skeleton width={200} height={24} />
      <div className="facts">
        {[96, 120, 88, 72].map((width) => (
          <div key={width}>
            <Skeleton width={width} />
          </div>
        ))}
      </div>
      <div className="section card form">
        <Skeleton width={120} />
        <Skeleton width="60%" height={44} />
        <Skeleton width="40%" />
      </div>
    </div>
  );
}
