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
}

export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  /** The one thing to do. */
  | { readonly kind: "button"; readonly label: string; readonly link: string }
  /** Short facts, each with its name. */
  | { readonly kind: "facts"; readonly facts: readonly Fact[] };

interface Fact {
  readonly name: string;
  readonly value: string;
}
