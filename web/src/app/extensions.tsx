import * as React from "react";
import { type ComponentType, useSyncExternalStore } from "react";
import { ApiError } from "@/api/client";
import { backend } from "@/lib/backend";
import { showError } from "@/lib/error-handler";
import { t } from "@/text";

/** A page that a script brought. */
export interface ExtensionPage {
  /** Its word in the address. */
  id: string;
  title: string;
  component: ComponentType;
}

interface Extensions {
  // biome-ignore lint/suspicious/noExplicitAny: each place has props of its own
  components: Readonly<Record<string, ComponentType<any>>>;
  pages: readonly ExtensionPage[];
}

let known: Extensions = { components: {}, pages: [] };
const watchers = new Set<() => void>();

function become(next: Extensions): void {
  known = next;
  for (const watcher of watchers) watcher();
}

/** Puts a component in the place of ours, such as `ModelCard`. */
// biome-ignore lint/suspicious/noExplicitAny: each place has props of its own
export function registerComponent(name: string, component: ComponentType<any>): void {
  become({ ...known, components: { ...known.components, [name]: component } });
}

/** Adds a page to the menu. One of the same id takes the place of the former. */
export function registerPage(page: ExtensionPage): void {
  become({ ...known, pages: [...known.pages.filter(({ id }) => id !== page.id), page] });
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

/** The component that stands in a place: a script's, or ours. */
export function useComponent<Props>(name: string, ours: ComponentType<Props>): ComponentType<Props> {
  return (useExtensions().components[name] as ComponentType<Props>) ?? ours;
}

/** What scripts of the user's folder find as `window.BerryAIGen`. */
export interface ScriptApi {
  React: typeof React;
  Mantine: typeof import("./scriptKit");
  backend: typeof backend;
  registerComponent: typeof registerComponent;
  registerPage: typeof registerPage;
}

/** Lays out what scripts need, and runs those of the user's folder. */

export async function runScripts(): Promise<void> {
  const scripts = await backend
    .makeRequestPublic<readonly { name: string; url: string }[]>("/api/page/scripts")
    .catch((problem: unknown) => {
      // Who must sign in first has no scripts yet; a server without them is none to complain about.
      if (problem instanceof ApiError) return [];
      throw problem;
    });
  if (scripts.length === 0) return;
  const Mantine = await import("./scriptKit");
  const offered: ScriptApi = { React, Mantine, backend, registerComponent, registerPage };
  Object.assign(window, { BerryAIGen: offered });
  for (const { name, url } of scripts)
    try {
      await import(/* @vite-ignore */ url);
    } catch (problem) {
      showError(t("extensions.failed", { name }), problem instanceof Error ? problem.message : String(problem));
    }
}
