import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Button } from "#parts/button.tsx";
import { type Copied, useCopy } from "#parts/use-copy.ts";

/** Copies a text. @param what names it for who does not see it: "Copy the curl command" */
export function CopyButton({ text, what }: { text: Copied; what: string }) {
  const { state, copy } = useCopy(text);
  const words = { rest: "Copy", copied: "Copied", failed: "Not copied" }[state];
  return (
    <>
      <Button
        look="quiet"
        size="sm"
        icon={state === "copied" ? IconCheck : IconCopy}
        onClick={copy}
        aria-label={state === "rest" ? what : words}
      >
        {words}
      </Button>
      <span className="vh" role="status">
        {state === "copied" && "Copied"}
      </span>
    </>
  );
}
