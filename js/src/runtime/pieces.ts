// Code that the kernel sends when it is first needed, run once a page.
import type { AssetName } from "../page";

const loaded = new Map<AssetName, Promise<unknown>>();

/** Runs a script's text and gives the value of `result`, by whichever way the page's security policy allows. */
export const evaluate = async (script: string, result: string): Promise<unknown> => {
  const url = URL.createObjectURL(new Blob([script, "\nexport default ", result], { type: "text/javascript" }));
  try {
    return (await import(/* @vite-ignore */ url)).default;
  } catch {
    return new Function(`${script}\nreturn ${result}`)();
  } finally {
    URL.revokeObjectURL(url);
  }
};

/** The exports of a piece of code; asks the kernel at most once a page, and again after a failure. */
export const loadPiece = <T>(name: AssetName, asset: (name: AssetName) => Promise<ArrayBuffer>, wrap: (code: string) => [string, string]): Promise<T> => {
  const known = loaded.get(name);
  if (known) {
    // Whoever asked first may be gone before the answer: the loader has to know who else waits for it.
    asset(name).catch(() => undefined);
    return known as Promise<T>;
  }
  const made = asset(name).then((bytes) => evaluate(...wrap(new TextDecoder().decode(bytes))));
  loaded.set(name, made);
  made.catch(() => loaded.delete(name));
  return made as Promise<T>;
};
