import { type ComponentType, useSyncExternalStore } from "react";
import { guarded } from "./guarded";

/** A page that a script brought. */
export interface ExtensionPage {
  /** Its word in the address. */
  id: string;
  title: string;
  component: ComponentType;
}

/** Something registered, and whose it is. */
interface Owned<Thing> {
  thing: Thing;
  script: string;
}

interface Extensions {
  // biome-ignore lint/suspicious/noExplicitAny: each place has props of its own
  components: Readonly<Record<string, Owned<ComponentType<any>>>>;
  pages: readonly (ExtensionPage & { script: string })[];
  /** Whether all scripts have run. */
  isReady: boolean;
}

let known: Extensions = { components: {}, pages: [], isReady: false };
let running: string | undefined;
const watchers = new Set<() => void>();

function become(change: Partial<Extensions>): void {
  known = { ...known, ...change };
  for (const watcher of watchers) watcher();
}

/** Says whose registrations come next; undefined when no script runs. */
export function nameScript(name: string | undefined): void {
  running = name;
}

/** Says that every script has run, or was given up. */
export function scriptsAreReady(): void {
  become({ isReady: true });
}

/**
 * Puts a component in the place of ours, such as `ModelCard`. One that throws is replaced by ours again.
 * @throws TypeError when it is none.
 */
// biome-ignore lint/suspicious/noExplicitAny: each place has props of its own
export function registerComponent(name: string, component: ComponentType<any>): void {
  demandComponent(component, `registerComponent("${name}", …)`);
  become({ components: { ...known.components, [name]: { thing: component, script: running ?? "" } } });
}

/**
 * Adds a page to the menu. One of the same id takes the place of the former.
 * @throws TypeError when something of it is missing.
 */
export function registerPage(page: ExtensionPage): void {
  const { id, title, component } = page ?? {};
  if (typeof id !== "string" || !/^[a-z0-9][a-z0-9-]*$/.test(id))
    throw new TypeError(`registerPage: id is a word of small letters, digits and hyphens, not ${JSON.stringify(id)}.`);
  if (typeof title !== "string" || title.trim() === "")
    throw new TypeError(`registerPage: the page "${id}" has no title.`);
  demandComponent(component, `registerPage("${id}")`);
  const others = known.pages.filter((one) => one.id !== id);
  become({ pages: [...others, { id, title, component, script: running ?? "" }] });
}

function demandComponent(component: unknown, where: string): void {
  // React's own wrappings (memo, lazy, forwardRef) are objects with a mark.
  const isOne =
    typeof component === "function" || (typeof component === "object" && component && "$$typeof" in component);
  if (!isOne)
    throw new TypeError(`${where}: a component is a function, not ${component === null ? "null" : typeof component}.`);
}

/** What scripts have registered. */
export function useExtensions(): Extensions {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => known,
  );
}

/** The component that stands in a place: a script's with ours behind it, or ours. */
export function useComponent<Props extends object>(name: string, ours: ComponentType<Props>): ComponentType<Props> {
  const registered = useExtensions().components[name];
  return registered ? guarded(registered.thing as ComponentType<Props>, ours, registered.script) : ours;
}
