/** Writes one line for people on stderr: stdout belongs to what a command answers. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
