/**
 * Whom a network address belongs to, as far as it tells: an IPv4 address as it is, and of an IPv6 address its first 64 bits,
 * behind which one customer of a network may have as many addresses as they like (RFC 6177).
 */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  if (address.includes(".")) return address.slice(address.lastIndexOf(":") + 1);
  const [before = "", after] = address.split("%", 1)[0]?.split("::") ?? [];
  const [left, right] = [groupsOf(before), groupsOf(after ?? "")];
  // Two colons stand for as many zeros as are missing.
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  const network = [...left, ...zeros, ...right].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}
