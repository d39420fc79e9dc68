/** A picture that mail programs show. */
export interface Logo {
  readonly type: "image/png" | "image/jpeg";
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** How many pixels a side may have. */
const LONGEST_SIDE = 2000;

/** Reads a PNG or a JPEG by what it holds, whatever it is called. Null when it is neither, or larger than a logo is. */
export function readLogo(bytes: Uint8Array): Logo | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = sizeOfPng(view) ?? sizeOfJpeg(view);
  if (size === null) return null;
  const { width, height } = size;
  if (Math.min(width, height) < 1 || Math.max(width, height) > LONGEST_SIDE) return null;
  return { ...size, bytes };
}

/** PNG, 11.2.2: the first chunk says how large the picture is. */
function sizeOfPng(view: DataView): Omit<Logo, "bytes"> | null {
  if (view.byteLength < 33 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null;
  if (view.getUint32(12) !== 0x49484452) return null;
  return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** JPEG (ITU T.81, B.2.2): the frame header says it, behind segments that each say how long they are. */
function sizeOfJpeg(view: DataView): Omit<Logo, "bytes"> | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // DHT, JPG and DAC lie among the frame headers and are none.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: "image/jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
