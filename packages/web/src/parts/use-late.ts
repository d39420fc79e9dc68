import { useEffect, useState } from "react";

/** True once `isOn` has been true for as long: what is over sooner is not shown at all. @param delay in milliseconds */
export function useLate(isOn: boolean, delay: number): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isOn) return setIsLate(false);
    const timer = setTimeout(() => setIsLate(true), delay);
    return () => clearTimeout(timer);
  }, [isOn, delay]);
  return isOn && isLate;
}
