import { useMantineColorScheme } from "@mantine/core";
import { Segmented } from "#parts/segmented.tsx";

/** Light, dark, or as the system: for this browser alone. */
export function Theme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Segmented
      label="Theme"
      value={colorScheme}
      onChange={setColorScheme}
      options={[
        { value: "auto", label: "As the system" },
        { value: "light", label: "Light" },
        { value: "dark", label: "Dark" },
      ]}
    />
  );
}
