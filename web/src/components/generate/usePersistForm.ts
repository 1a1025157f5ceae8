import { useCallback, useEffect, useRef, useState } from "react";
import { readStored, writeStored } from "@/lib/useFilters";
import { type FormMemory, readMemory } from "./memory";

const KEY = "berry.generation.form";
const FIRST = "txt2img";
const PAUSE = 200;

/**
 * The form's memory in the local storage: each value is kept for what its field says (everything, what is made, the
 * workflow, the ecosystem, the version), so that going from one to another and back changes nothing.
 */
export function usePersistForm(key: string = KEY): [FormMemory, (change: (old: FormMemory) => FormMemory) => void] {
  const [memory, setMemory] = useState(() => readMemory(readStored(key), FIRST));
  const latest = useRef(memory);

  useEffect(() => {
    latest.current = memory;
    const later = setTimeout(() => writeStored(key, JSON.stringify(memory)), PAUSE);
    return () => clearTimeout(later);
  }, [memory, key]);

  useEffect(() => {
    // A page that is left within the pause has kept everything all the same.
    const keep = () => writeStored(key, JSON.stringify(latest.current));
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [key]);

  return [memory, useCallback((change) => setMemory(change), [])];
}
