import { readFileSync } from "node:fs";

/** How many ticks of `/proc/PID/stat` are a second: 100 on every Linux that Node runs on. */
const TICKS = 100;

/** What a process has used of the machine. */
export interface Usage {
  /** Processor time of all its threads since it began. */
  readonly cpuSeconds: number;
  /** Resident memory now. */
  readonly residentMb: number;
}

/** What a process, threads included, has used so far. Null where there is no `/proc`. */
export function usageOf(pid: number): Usage | null {
  try {
    // The name of the program, in parentheses, may hold anything: fields are counted from behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS, residentMb: Number(resident) / 1024 };
  } catch {
    return null;
  }
}
