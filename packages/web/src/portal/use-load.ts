import { useCallback, useEffect, useState } from "react";
import { Problem } from "#data/problem.ts";

/** Something that is read from the server: not yet there, there, or not to be had. */
export interface Loaded<T> {
  readonly data: T | null;
  readonly problem: Problem | null;
  /** Reads it again; what is there stays until the new one is. */
  readonly again: () => Promise<void>;
}

/** Reads something when it is first shown. @param load must stay the same function as long as it reads the same */
export function useLoad<T>(load: () => Promise<T>): Loaded<T> {
  const [data, setData] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const again = useCallback(async () => {
    try {
      setData(await load());
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, [load]);
  useEffect(() => void again(), [again]);
  return { data, problem, again };
}

/** Something that is done when somebody asks for it. */
export function useAct() {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** Answers whether it was done. */
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (isBusy) return false;
    setIsBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, problem, act, forget: () => setProblem(null) };
}

function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("UNKNOWN", "Something went wrong on this page. Load it again.");
}
