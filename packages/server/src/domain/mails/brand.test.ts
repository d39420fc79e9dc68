import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { brandOf } from "#domain/mails/brand.ts";
import { contrast, textOn } from "#domain/mails/color.ts";
import { readLogo } from "#domain/mails/logo.ts";
import { MAIL_DEFAULTS } from "#domain/mails/settings.ts";

const FROM = { name: "Halcyon Audio", address: "keys@halcyon.example" };

test("whatever colour a vendor chooses, what stands on it can be read", () => {
  const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(color, (chosen) => {
      expect(contrast(chosen, textOn(chosen))).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2_000 },
  );
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});

test("a vendor who has said nothing is named as in the sender's address, which gets the answers", () => {
  expect(brandOf(MAIL_DEFAULTS, FROM, "")).toMatchObject({
    name: "Halcyon Audio",
    answersTo: FROM.address,
    logo: null,
  });
  const said = { ...MAIL_DEFAULTS, senderName: "Halcyon", replyTo: "support@halcyon.example" };
  expect(brandOf(said, FROM, "")).toMatchObject({ name: "Halcyon", answersTo: "support@halcyon.example" });
});

test("a logo is known by what it holds, and stands in a mail no larger than it may", () => {
  const logo = readLogo(png(800, 100));
  expect(logo).toMatchObject({ type: "image/png", width: 800, height: 100 });
  expect(brandOf({ ...MAIL_DEFAULTS, logo }, FROM, "cid:x").logo).toEqual({ source: "cid:x", width: 240, height: 30 });
  expect(readLogo(jpeg(64, 48))).toMatchObject({ type: "image/jpeg", width: 64, height: 48 });
  for (const none of [png(2001, 1), png(0, 1), new TextEncoder().encode("<svg xmlns='…'/>"), new Uint8Array(0)])
    expect(readLogo(none)).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(readLogo(bytes)).toBeNull();
    }),
  );
});

test("a picture that breaks off anywhere is read or refused, and never fails", () => {
  for (const whole of [png(40, 40), jpeg(64, 48)])
    for (let length = 0; length < whole.length; length++) readLogo(whole.subarray(0, length));
});

function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt16BE(0x0802, 8);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.alloc(4))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function jpeg(width: number, height: number): Uint8Array {
  const application = Buffer.from("ffe000104a46494600010100000100010000", "hex");
  const frame = Buffer.from("ffc0001108000000000301220002110103110100", "hex");
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from("ffd8", "hex"), application, frame, Buffer.from("ffd9", "hex")]);
}
