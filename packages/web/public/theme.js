// Before the first paint, so that whoever chose a theme does not see the other one flash up. A file of its own, since the
// content security policy allows no inline script. The name of the entry is the one that Mantine keeps the choice under.
const chosen = localStorage.getItem("mantine-color-scheme-value");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset.mantineColorScheme = chosen;
