import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useChange } from "#data/change.ts";
import { call } from "#data/client.ts";
import { Problem } from "#data/problem.ts";

/* Passkeys of whoever is signed in, and signing in by one. The browser asks the device, and the device its user. */

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  /** Null = never. */
  readonly lastUsedAt: string | null;
}

const PATH = "/api/auth/passkeys";
const SIGN_IN = "/api/auth/sign-in/passkey";
const TOUCHES = { touches: ["passkeys", "people", "two-step"] };

/** Whether the browser has passkeys here: it needs HTTPS, and a name for the server. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

/** The user's own passkeys, the oldest first. */
export function usePasskeys() {
  return useQuery({
    queryKey: ["passkeys"],
    queryFn: async () => (await call<{ items: Passkey[] }>("GET", PATH)).items,
  });
}

/** Has a device make a passkey, once the password was right. */
export function useAddPasskey() {
  return useChange(async ({ name, password }: { name: string; password: string }) => {
    const options = await call<PublicKeyCredentialCreationOptionsJSON>("POST", `${PATH}/begin`, { password });
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const { response } = await ofDevice<RegistrationResponseJSON>(navigator.credentials.create({ publicKey }), "made");
    const { clientDataJSON: clientData, authenticatorData, publicKey: key } = response;
    return call<Passkey>("POST", PATH, { name, clientData, authenticatorData, publicKey: key });
  }, TOUCHES);
}

export function useRenamePasskey() {
  return useChange((body: { id: string; name: string }) => call<Passkey>("POST", `${PATH}/rename`, body), TOUCHES);
}

export function useRemovePasskey(id: string | undefined) {
  return useChange(({ password }: { password: string }) => call("POST", `${PATH}/remove`, { id, password }), TOUCHES);
}

/** Signs in by a passkey, whichever of the device's the user takes. */
export function useSignInByPasskey() {
  const client = useQueryClient();
  return useMutation<unknown, Problem, void>({
    async mutationFn() {
      const options = await call<PublicKeyCredentialRequestOptionsJSON>("POST", `${SIGN_IN}/begin`, {});
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
      const { id, response } = await ofDevice<AuthenticationResponseJSON>(
        navigator.credentials.get({ publicKey }),
        "used",
      );
      const { clientDataJSON: clientData, authenticatorData, signature, userHandle } = response;
      return call("POST", SIGN_IN, { credentialId: id, userHandle, clientData, authenticatorData, signature });
    },
    onSuccess: () => client.clear(),
  });
}

/** What the device says, or why it does not, in words: browsers do not tell whether it was its user who did not want to. */
async function ofDevice<Said extends RegistrationResponseJSON | AuthenticationResponseJSON>(
  asked: Promise<Credential | null>,
  done: "made" | "used",
): Promise<Said> {
  try {
    const credential = await asked;
    if (credential instanceof PublicKeyCredential) return credential.toJSON() as Said;
  } catch (error) {
    if (error instanceof DOMException && error.name === "InvalidStateError")
      throw new Problem("UNKNOWN", "This device has a passkey of yours already.");
    if (!(error instanceof DOMException)) throw error;
  }
  throw new Problem("UNKNOWN", `No passkey was ${done}. Nothing has changed; try again when you like.`);
}
