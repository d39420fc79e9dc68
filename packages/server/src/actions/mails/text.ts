import { type Brand, stepsOf } from "#domain/mails/brand.ts";
import type { Block, Letter } from "#domain/mails/letter.ts";

/** How many characters a line has at most; an address is never broken. */
const WIDTH = 68;

/** A letter for mail programs that show no HTML, and for people who want none. */
export function letterAsText({ heading, blocks, foot }: Letter, brand: Brand): string {
  const answers = `Answers reach a human: ${brand.answersTo}`;
  const from = brand.postalAddress === null ? brand.name : `${brand.name}, ${brand.postalAddress}`;
  return `${[heading, ...blocks.map((block) => blockAsText(block, brand))].join("\n\n")}\n\n-- \n${wrapped(foot)}\n${answers}\n${wrapped(from)}\n`;
}

function blockAsText(block: Block, { downloadUrl }: Brand): string {
  switch (block.kind) {
    case "paragraph":
      return block.text
        .split("\n")
        .map((line) => wrapped(line))
        .join("\n");
    case "button":
      return `${block.label}:\n${block.link}`;
    case "facts": {
      const width = Math.max(...block.facts.map(({ name }) => name.length));
      return block.facts.map(({ name, value }) => `${name.padEnd(width)}   ${value}`).join("\n");
    }
    case "key":
      return `${wrapped(block.label)}\n\n    ${block.key}`;
    case "steps":
      return [
        block.heading,
        ...stepsOf(block.steps, downloadUrl).map(({ text, link, rest }, index) => {
          const said = link === null ? text : `${text}${rest}:`;
          return `${index + 1}. ${wrapped(said, "   ")}${link === null ? "" : `\n   ${link}`}`;
        }),
      ].join("\n");
    case "notice":
      return `    ${block.strong}\n\n${wrapped(block.text)}`;
  }
}

/** @param indent what later lines begin with */
function wrapped(text: string, indent = ""): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join(`\n${indent}`);
}
