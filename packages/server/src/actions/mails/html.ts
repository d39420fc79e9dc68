import { type Brand, stepsOf } from "#domain/mails/brand.ts";
import { textOn } from "#domain/mails/color.ts";
import type { Block, Letter } from "#domain/mails/letter.ts";
import { INK } from "#domain/mails/settings.ts";
import { Html, html, type Part } from "#kit/html.ts";

/*
 * Mail programs know tables and styles that stand at their elements, and little else. The one style sheet gives those that
 * can the dark colours, and the phone less room at the sides.
 */

const SANS = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "font-family:'JetBrains Mono',ui-monospace,Menlo,Consolas,monospace";
const BODY = `${SANS};font-size:15px;line-height:24px;color:#1b1b19`;
const SMALL = `${SANS};font-size:13px;line-height:20px`;

/** @param color of buttons: ink turns light in the dark, a colour of the vendor's stays */
function darkStyles(color: string): Html {
  const button =
    color.toLowerCase() === INK
      ? ".m-btn { background: #ededea !important; border-color: #ededea !important; } .m-btn a { color: #131312 !important; }"
      : ".m-btn { border-color: #55554f !important; }";
  return new Html(`<style>
@media (prefers-color-scheme: dark) {
  .m-page { background: #131312 !important; } .m-text { color: #ededea !important; } .m-dim { color: #a6a59e !important; }
  .m-key { background: #1a1a18 !important; border-color: #3b3b37 !important; } .m-line { border-color: #2d2d2a !important; }
  ${button} .m-link { color: #85a8fc !important; }
  .m-warn { background: #261c10 !important; border-color: #4f381a !important; }
}
@media (max-width: 480px) { .m-pad { padding-left: 20px !important; padding-right: 20px !important; } .m-k { font-size: 15px !important; } }
</style>`);
}

/** A letter as mail programs show it. Whatever stands in it is escaped. @param brand whose it is */
export function letterAsHtml({ subject, preview, heading, blocks, foot }: Letter, brand: Brand): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
${darkStyles(brand.color)}
</head>
<body class="m-page" style="margin:0;padding:0;background:#ffffff">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true">${preview}</div>
<table class="m-page" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#ffffff;border-collapse:collapse"><tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;border-collapse:collapse">
<tr><td class="m-pad" style="padding:32px 32px 0;${SANS};text-align:left">${head(brand)}</td></tr>
<tr><td class="m-pad" style="padding:24px 32px 32px;text-align:left">
<h1 class="m-text" style="margin:0;${SANS};font-size:22px;line-height:30px;font-weight:600;letter-spacing:-0.3px;color:#1b1b19">${heading}</h1>
${blocks.map((block) => blockAsHtml(block, brand))}
</td></tr>
<tr><td class="m-pad" style="padding:0 32px 32px;text-align:left"><p class="m-dim" style="margin:0;${SMALL};color:#6a6963">${foot} Answers reach a human: ${brand.answersTo}.<br>${[brand.name, ...(brand.postalAddress === null ? [] : [brand.postalAddress])].join(", ")}</p></td></tr>
</table>
</td></tr></table>
</body>
</html>
`.markup;
}

function head({ logo, name }: Brand): Html {
  return logo === null
    ? html`<p class="m-dim" style="margin:0;${SMALL};font-weight:600;color:#53524d">${name}</p>`
    : html`<img src="${logo.source}" width="${logo.width}" height="${logo.height}" alt="${name}" style="display:block;border:0;border-radius:9px">`;
}

function blockAsHtml(block: Block, { color, downloadUrl }: Brand): Html {
  switch (block.kind) {
    case "paragraph":
      return html`<p class="m-text" style="margin:12px 0 0;${BODY}">${inLines(block.text)}</p>
`;
    case "button":
      return html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0 0;border-collapse:separate"><tr><td class="m-btn" style="background:${color};border:1px solid ${color};border-radius:6px"><a href="${block.link}" style="display:inline-block;padding:11px 18px;${SANS};font-size:15px;line-height:20px;font-weight:500;color:${textOn(color)};text-decoration:none">${block.label}</a></td></tr></table>
`;
    case "facts":
      return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:28px 0 0;border-collapse:collapse">${block.facts.map(
        ({ name, value }) =>
          html`<tr><td class="m-dim m-line" style="padding:10px 0;border-top:1px solid #e4e3de;${SANS};font-size:14px;line-height:20px;color:#53524d;vertical-align:top">${name}</td><td class="m-text m-line" align="right" style="padding:10px 0 10px 16px;border-top:1px solid #e4e3de;${SANS};font-size:14px;line-height:20px;color:#1b1b19">${value}</td></tr>`,
      )}</table>
`;
    case "key":
      return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:20px 0 0;border-collapse:separate"><tr><td class="m-key" style="padding:16px 20px 18px;background:#f9f9f7;border:1px solid #d4d3cd;border-radius:8px"><span class="m-dim" style="display:block;${SMALL};color:#53524d">${block.label}</span><span class="m-text m-k" style="display:block;margin-top:4px;${MONO};font-size:18px;line-height:26px;font-weight:600;color:#1b1b19">${breakable(block.key)}</span></td></tr></table>
`;
    case "steps":
      return html`<h2 class="m-text" style="margin:28px 0 0;${BODY};font-weight:600">${block.heading}</h2><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse">${stepsOf(
        block.steps,
        downloadUrl,
      ).map(
        ({ text, link, rest }, index) =>
          html`<tr><td class="m-dim" style="padding:8px 12px 0 0;width:12px;${SANS};font-size:15px;line-height:24px;color:#53524d;vertical-align:top;white-space:nowrap">${index + 1}.</td><td class="m-text" style="padding:8px 0 0;${BODY}">${link === null ? text : html`<a class="m-link" href="${link}" style="color:#294fce;text-decoration:underline">${text}</a>${rest}.`}</td></tr>`,
      )}</table>
`;
    case "notice":
      return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:20px 0 0;border-collapse:separate"><tr><td class="m-warn" style="padding:14px 20px;background:#fdf4e8;border:1px solid #edd3b4;border-radius:8px"><span class="m-text" style="${BODY}"><b style="font-weight:600">${block.strong}.</b> ${block.text}</span></td></tr></table>
`;
  }
}

/** A key breaks at its dashes alone, and is copied without anything in between. */
function breakable(key: string): Part {
  return key.split("-").map((group, index) => (index === 0 ? group : html`-<wbr>${group}`));
}

function inLines(text: string): Part {
  return text.split("\n").map((line, index) => (index === 0 ? line : html`<br>${line}`));
}
