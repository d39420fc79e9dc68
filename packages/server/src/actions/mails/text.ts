import type { Block, Letter } from "#domain/mails/letter.ts";

/** How many characters a line has at most; an address is never broken. */
const WIDTH = 68;

/** A letter for mail programs that show no HTML, and for people who want none. */
export function letterAsText({ heading, blocks, foot }: Letter, sender: string): string {
  return `${[heading, ...blocks.map(blockAsText)].join("\n\n")}\n\n-- \n${wrapped(foot)}\n${sender}\n`;
}

function blockAsText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return wrapped(block.text);
    case "button":
      return `${block.label}:\n${block.link}`;
    case "facts": {
      const width = Math.max(...block.facts.map(({ name }) => name.length));
      return block.facts.map(({ name, value }) => `${name.padEnd(width)}   ${value}`).join("\n");
    }
  }
}

function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n");
}
