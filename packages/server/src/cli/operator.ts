import type { Context } from "#actions/context.ts";
import { openInstallation } from "#app.ts";
import type { Call } from "#cli/command.ts";
import { isRefusal, type Refusal } from "#domain/refusal.ts";
import { say } from "#kit/say.ts";

/** Runs an action as whoever has access to the machine. Answers the exit status: 1, with the reason said, when refused. */
export async function withOperator<T>(
  { settings }: Call,
  action: (context: Context) => Promise<T | Refusal>,
  tell: (value: T) => void,
): Promise<number> {
  const { services, close } = await openInstallation(settings);
  try {
    const value = await action({ ...services, actor: { kind: "operator" } });
    if (!isRefusal(value)) {
      tell(value);
      return 0;
    }
    say(value.detail);
    return 1;
  } finally {
    await close();
  }
}
