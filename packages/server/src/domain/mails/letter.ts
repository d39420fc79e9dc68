/**
 * What a mail says, in pieces that every mail is made of: it is kept like this until it is sent, and then written as HTML
 * and as plain text. Plain data: it is stored as JSON.
 */
export interface Letter {
  readonly subject: string;
  /** What a mailbox shows beside the subject, before the mail is opened. */
  readonly preview: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
  /** Why it was sent, and what to do when it should not have been. */
  readonly foot: string;
  /** Whether it comes again by itself, so that mail programs offer a way to end that. */
  readonly isRecurring?: boolean;
}

export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  /** The one thing to do. */
  | { readonly kind: "button"; readonly label: string; readonly link: string }
  /** Short facts, each with its name. */
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  /** A whole license key, to be typed or copied. */
  | { readonly kind: "key"; readonly label: string; readonly key: string }
  /** What to do, one after the other. */
  | { readonly kind: "steps"; readonly heading: string; readonly steps: readonly Step[] }
  /** What must not be overlooked; `strong` is its beginning. */
  | { readonly kind: "notice"; readonly strong: string; readonly text: string };

interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface Step {
  readonly text: string;
  /** Whether its text leads to where customers download: without such an address, the step is left out. */
  readonly isDownload?: true;
  /** What stands behind the link. */
  readonly rest?: string;
}

/** The letter with a paragraph of the vendor's own, after its first. */
export function withParagraph(letter: Letter, paragraph: string | null): Letter {
  if (paragraph === null) return letter;
  const [first, ...others] = letter.blocks;
  return { ...letter, blocks: [...(first ? [first] : []), { kind: "paragraph", text: paragraph }, ...others] };
}
