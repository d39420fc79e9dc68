/** Under which names applications tell what they run on, the first one that is there counts. */
const NAMES = ["os", "system", "platform", "operatingSystem"];
const LONGEST = 60;

/** What a device runs on, by what its application sent with the activation: `macOS 26.1`. Null when it did not say. */
export function systemOf(metadata: Readonly<Record<string, unknown>>): string | null {
  const said = NAMES.map((name) => metadata[name]).find((value) => typeof value === "string" && value.trim() !== "");
  return typeof said === "string" ? said.trim().slice(0, LONGEST) : null;
}
