import { useQuery } from "@tanstack/react-query";
import { useChange } from "#data/change.ts";
import { call } from "#data/client.ts";

/* Two-step sign-in of whoever is signed in. */

/** Whether a code is asked for after the password, and how many recovery codes there are for when the app is lost. */
interface TwoStep {
  readonly on: boolean;
  readonly recoveryCodesLeft: number;
  /** Whether everybody must have a second step. */
  readonly required: boolean;
  /** What this session allows where it is: everything, to set a second step up, or nothing before one has signed in anew. */
  readonly standing: "in" | "set_up" | "sign_in_again";
}

/** What the app is given: as text, and as the address that the picture holds. */
export interface AppSecret {
  readonly secret: string;
  readonly address: string;
}

interface RecoveryCodes {
  readonly recoveryCodes: readonly string[];
}

const TOUCHES = { touches: ["two-step", "people"] };
const PATH = "/api/auth/two-step";

export function useTwoStep() {
  return useQuery({ queryKey: ["two-step"], queryFn: () => call<TwoStep>("GET", PATH) });
}

/** Makes a secret for the app, which counts for nothing yet. */
export function useBeginTwoStep() {
  return useChange((body: { password: string }) => call<AppSecret>("POST", `${PATH}/begin`, body), { touches: [] });
}

export function useSwitchOnTwoStep() {
  return useChange((body: { code: string }) => call<RecoveryCodes>("POST", `${PATH}/switch-on`, body), TOUCHES);
}

export function useSwitchOffTwoStep() {
  return useChange((body: { password: string }) => call("POST", `${PATH}/switch-off`, body), TOUCHES);
}

export function useRenewRecoveryCodes() {
  return useChange(
    (body: { password: string }) => call<RecoveryCodes>("POST", `${PATH}/recovery-codes`, body),
    TOUCHES,
  );
}
