/** What an application sent about a device, as chips: `os macOS 26.1`. Inner objects are shown by their path. */
export function Metadata({ metadata }: { metadata: Readonly<Record<string, unknown>> }) {
  const entries = flattened(metadata);
  if (entries.length === 0) return <span className="t3">None</span>;
  return (
    <div className="chips">
      {entries.map(([name, value]) => (
        <span key={name} className="chip">
          <i>{name}</i>
          {value}
        </span>
      ))}
    </div>
  );
}

function flattened(value: unknown, path = ""): [string, string][] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  const inner = Object.entries(value);
  if (inner.length === 0 && path !== "") return [[path, Array.isArray(value) ? "[]" : "{}"]];
  return inner.flatMap(([name, each]) => flattened(each, path === "" ? name : `${path}.${name}`));
}
