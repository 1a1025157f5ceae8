import * as React from "react";
import { ApiError } from "@/api/client";
import { backend } from "@/lib/backend";
import { showError } from "@/lib/error-handler";
import { t } from "@/text";
import { nameScript, registerComponent, registerPage, scriptsAreReady } from "./extensions";

/** What scripts of the user's folder find as `window.BerryAIGen`. */
export interface ScriptApi {
  React: typeof React;
  Mantine: typeof import("./scriptKit");
  backend: typeof backend;
  registerComponent: typeof registerComponent;
  registerPage: typeof registerPage;
}

interface Script {
  name: string;
  url: string;
}

const LONGEST = 10;
const ran = new Set<string>();

/** Runs the scripts of the user's folder, one after another; each once, however often it is called. */
export async function runScripts(): Promise<void> {
  const scripts = await listScripts();
  // Who must sign in first has no scripts yet.
  if (!scripts) return;
  const fresh = scripts.filter(({ url }) => !ran.has(url));
  if (fresh.length > 0) await layOut();
  for (const { name, url } of fresh) {
    ran.add(url);
    nameScript(name);
    try {
      await inTime(import(/* @vite-ignore */ url));
    } catch (problem) {
      showError(t("extensions.failed", { name }), problem instanceof Error ? problem.message : String(problem));
    }
    nameScript(undefined);
  }
  scriptsAreReady();
}

async function listScripts(): Promise<readonly Script[] | undefined> {
  try {
    return await backend.makeRequestPublic<readonly Script[]>("/api/page/scripts");
  } catch (problem) {
    if (problem instanceof ApiError && problem.status === 401) return undefined;
    // A server that cannot say has none to run; the rest of the page says by itself what does not work.
    if (!(problem instanceof ApiError)) console.error(problem);
    return [];
  }
}

async function layOut(): Promise<void> {
  const Mantine = await import("./scriptKit");
  const offered: ScriptApi = { React, Mantine, backend, registerComponent, registerPage };
  Object.assign(window, { BerryAIGen: offered, ModelLibrary: { registerComponent } });
}

/** One that never ends must not hold up the others. */
async function inTime(script: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(t("extensions.slow", { seconds: LONGEST }))), LONGEST * 1000);
  });
  await Promise.race([script, late]).finally(() => clearTimeout(timer));
}
