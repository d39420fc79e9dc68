import { type Html, html, type Part } from "#kit/html.ts";

/**
 * A table whose first column names its rows. A column with nothing in it is left out. The roles are written down since a
 * narrow screen shows the rows as blocks, and a browser then forgets that they are rows.
 */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly Part[])[]): Html {
  const used = columns.map((name, index) => ({ name, index })).filter(({ index }) => rows.some((row) => row[index]));
  return html`<div class="scroll"><table role="table">
<caption class="hidden">${caption}</caption>
<thead role="rowgroup"><tr role="row">${used.map(({ name }) => html`<th scope="col" role="columnheader">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows.map((row) => html`<tr role="row">${used.map(({ index }) => cell(row[index], index))}</tr>\n`)}</tbody>
</table></div>
`;
}

function cell(content: Part, index: number): Html {
  return index === 0 ? html`<th scope="row" role="rowheader">${content}</th>` : html`<td role="cell">${content}</td>`;
}
