import fc from "fast-check";
import { expect, test } from "vitest";
import { networkOf } from "#kit/network.ts";

const anyGroup = fc.integer({ min: 0, max: 0xffff });
const anyNetwork = fc.tuple(fc.constant(0x2001), anyGroup, anyGroup, anyGroup);

/** An IPv6 address, with as few letters as may be or with all zeros. */
function spell(groups: readonly number[], isShort: boolean): string {
  const long = groups.map((group) => group.toString(16).padStart(isShort ? 1 : 4, "0")).join(":");
  return isShort ? long.replace(/(^|:)0(:0)+(:|$)/, "::") : long.toUpperCase();
}

test("addresses of one network are one, however they are spelled, and those of another are not", () => {
  const anyHost = fc.array(fc.oneof(anyGroup, fc.constant(0)), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(anyNetwork, anyNetwork, anyHost, anyHost, (network, other, host, another) => {
      const address = networkOf(spell([...network, ...host], true));
      expect(networkOf(spell([...network, ...another], false))).toBe(address);
      if (String(other) !== String(network)) expect(networkOf(spell([...other, ...host], true))).not.toBe(address);
    }),
  );
});

test("an IPv4 address is itself, also where it is written as an IPv6 address", () => {
  expect(["203.0.113.7", "::ffff:203.0.113.7", "::1", "fe80::1%eth0"].map(networkOf)).toEqual([
    ...["203.0.113.7", "203.0.113.7", "0:0:0:0::/64", "fe80:0:0:0::/64"],
  ]);
});
