import type { Block, Letter } from "#domain/mails/letter.ts";
import { Html, html } from "#kit/html.ts";

/*
 * Mail programs know tables and styles that stand at their elements, and little else. The one style sheet gives those that
 * can the dark colours, and the phone less room at the sides.
 */

const SANS = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const DARK = new Html(`<style>
@media (prefers-color-scheme: dark) {
  .m-page { background: #131312 !important; } .m-text { color: #ededea !important; } .m-dim { color: #a6a59e !important; }
  .m-line { border-color: #2d2d2a !important; }
  .m-btn { background: #ededea !important; border-color: #ededea !important; } .m-btn a { color: #131312 !important; }
}
@media (max-width: 480px) { .m-pad { padding-left: 20px !important; padding-right: 20px !important; } }
</style>`);

/** A letter as mail programs show it. Whatever stands in it is escaped. @param sender who is named at its top */
export function letterAsHtml({ subject, preview, heading, blocks, foot }: Letter, sender: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
${DARK}
</head>
<body class="m-page" style="margin:0;padding:0;background:#ffffff">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true">${preview}</div>
<table class="m-page" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#ffffff;border-collapse:collapse"><tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;border-collapse:collapse">
<tr><td class="m-pad" style="padding:32px 32px 0;text-align:left"><p class="m-dim" style="margin:0;${SANS};font-size:13px;line-height:20px;font-weight:600;color:#53524d">${sender}</p></td></tr>
<tr><td class="m-pad" style="padding:24px 32px 32px;text-align:left">
<h1 class="m-text" style="margin:0;${SANS};font-size:22px;line-height:30px;font-weight:600;letter-spacing:-0.3px;color:#1b1b19">${heading}</h1>
${blocks.map(blockAsHtml)}
</td></tr>
<tr><td class="m-pad" style="padding:0 32px 32px;text-align:left"><p class="m-dim" style="margin:0;${SANS};font-size:13px;line-height:20px;color:#6a6963">${foot}</p></td></tr>
</table>
</td></tr></table>
</body>
</html>
`.markup;
}

function blockAsHtml(block: Block): Html {
  switch (block.kind) {
    case "paragraph":
      return html`<p class="m-text" style="margin:12px 0 0;${SANS};font-size:15px;line-height:24px;color:#1b1b19">${block.text}</p>
`;
    case "button":
      return html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0 0;border-collapse:separate"><tr><td class="m-btn" style="background:#1b1b19;border:1px solid #1b1b19;border-radius:6px"><a href="${block.link}" style="display:inline-block;padding:11px 18px;${SANS};font-size:15px;line-height:20px;font-weight:500;color:#ffffff;text-decoration:none">${block.label}</a></td></tr></table>
`;
    case "facts":
      return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:28px 0 0;border-collapse:collapse">${block.facts.map(
        ({ name, value }) =>
          html`<tr><td class="m-dim m-line" style="padding:10px 0;border-top:1px solid #e4e3de;${SANS};font-size:14px;line-height:20px;color:#53524d;vertical-align:top">${name}</td><td class="m-text m-line" align="right" style="padding:10px 0 10px 16px;border-top:1px solid #e4e3de;${SANS};font-size:14px;line-height:20px;color:#1b1b19">${value}</td></tr>`,
      )}</table>
`;
  }
}
