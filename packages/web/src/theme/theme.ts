import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/* The look's tokens, as Mantine knows them. The scales are repeated here as hex values, since Mantine computes with them;
   meanings come from tokens.css, which follows light and dark by itself. */

const gray: MantineColorsTuple = [
  "#f9f9f7",
  "#f3f3f0",
  "#ebebe7",
  "#e4e3de",
  "#d4d3cd",
  "#8b8a83",
  "#6a6963",
  "#53524d",
  "#33332f",
  "#1b1b19",
];
const dark: MantineColorsTuple = [
  "#ededea",
  "#c4c3bc",
  "#a6a59e",
  "#94938c",
  "#2d2d2a",
  "#242422",
  "#1a1a18",
  "#131312",
  "#0e0e0d",
  "#080807",
];
const cobalt: MantineColorsTuple = [
  "#f2f6ff",
  "#e5edff",
  "#c7d9ff",
  "#a4c0ff",
  "#85a8fc",
  "#5781f2",
  "#3762e5",
  "#294fce",
  "#2141a8",
  "#172e74",
];

export const theme = createTheme({
  colors: { gray, dark, cobalt },
  primaryColor: "cobalt",
  primaryShade: { light: 7, dark: 6 },
  black: "#1b1b19",
  fontFamily: "var(--kw-sans)",
  fontFamilyMonospace: "var(--kw-mono)",
  fontSizes: {
    xs: "var(--kw-fs-12)",
    sm: "var(--kw-fs-13)",
    md: "var(--kw-fs-14)",
    lg: "var(--kw-fs-16)",
    xl: "var(--kw-fs-22)",
  },
  lineHeights: {
    xs: "var(--kw-lh-12)",
    sm: "var(--kw-lh-13)",
    md: "var(--kw-lh-14)",
    lg: "var(--kw-lh-16)",
    xl: "var(--kw-lh-22)",
  },
  spacing: { xs: "var(--kw-2)", sm: "var(--kw-3)", md: "var(--kw-4)", lg: "var(--kw-6)", xl: "var(--kw-8)" },
  radius: { xs: "var(--kw-r-xs)", sm: "var(--kw-r-sm)", md: "var(--kw-r-md)", lg: "var(--kw-r-lg)" },
  defaultRadius: "sm",
  respectReducedMotion: true,
  cursorType: "pointer",
});

const meanings = {
  "--mantine-color-body": "var(--kw-page)",
  "--mantine-color-text": "var(--kw-text)",
  "--mantine-color-dimmed": "var(--kw-text-3)",
  "--mantine-color-anchor": "var(--kw-accent-text)",
  "--mantine-color-error": "var(--kw-bad)",
  "--mantine-color-placeholder": "var(--kw-text-3)",
  "--mantine-color-default": "var(--kw-surface)",
  "--mantine-color-default-hover": "var(--kw-hover)",
  "--mantine-color-default-border": "var(--kw-line-strong)",
  "--mantine-color-default-color": "var(--kw-text)",
};

/** Meanings stand in both maps: Mantine writes its own values there, which would win over variables of the root. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: meanings, dark: meanings });
