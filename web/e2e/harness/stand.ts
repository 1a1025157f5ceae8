import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { program, webFolder } from "./places";

/** Where the Sandbox answers. */
export interface Sandbox {
  civitai: string;
  storage: string;
  huggingface: string;
  orchestrator: string;
}

/** What a test wishes of its server. */
export interface StandWishes {
  /** Whether Civitai, Hugging Face and an orchestrator stand beside it; true without it. */
  sandbox?: boolean;
  /** Further options of the Sandbox, such as `--large-file-bytes 50000000`. */
  sandboxArguments?: string[];
  arguments?: string[];
  environment?: Record<string, string>;
  /** Access keys by their names, at least one of them `admin`. */
  keys?: Record<string, "read" | "write" | "admin">;
}

/** The real server with a home of its own and the real Sandbox beside it. */
export class Stand {
  private constructor(
    /** Its home, in a temporary folder. */
    readonly home: string,
    /** Where its models lie: `MODELS_DIR`. */
    readonly models: string,
    readonly sandbox: Sandbox | undefined,
    private readonly wishes: StandWishes,
    private server: ChildProcess,
    private readonly beside: ChildProcess | undefined,
    /** The access keys that were wished for, by their names. */
    readonly keys: Readonly<Record<string, string>>,
    /** Where it answers. */
    public url: string,
  ) {}

  /** Where what was generated is saved. */
  get generated(): string {
    return join(this.home, "generated");
  }

  static async start(wishes: StandWishes = {}): Promise<Stand> {
    const home = mkdtempSync(join(tmpdir(), "berry-page-"));
    const models = join(home, "models");
    mkdirSync(models);
    let beside: ChildProcess | undefined;
    let sandbox: Sandbox | undefined;
    if (wishes.sandbox !== false) {
      beside = spawn(program("BerryAIGen.Sandbox", "BERRY_TEST_SANDBOX"), [
        "--until-input-ends",
        ...(wishes.sandboxArguments ?? []),
      ]);
      sandbox = JSON.parse(await firstLine(beside, () => true)) as Sandbox;
    }
    // The server asks for one before it starts; the others are made by it.
    const first = Object.entries(wishes.keys ?? {}).find(([, scope]) => scope === "admin")?.[0];
    const keys: Record<string, string> = first ? { [first]: makeKey(home, first) } : {};
    const { server, url } = await open(home, models, sandbox, wishes, "0");
    const stand = new Stand(home, models, sandbox, wishes, server, beside, keys, url);
    for (const [name, scope] of Object.entries(wishes.keys ?? {}))
      keys[name] ??= (
        await stand.ask<{ key: string }>("/api/access/keys", {
          method: "POST",
          body: JSON.stringify({ name, scope }),
          headers: { Authorization: `Bearer ${keys[first ?? ""]}` },
        })
      ).key;
    return stand;
  }

  /** Ends the server like a power cut, and starts it again at the same address. */
  async restart(): Promise<void> {
    await this.kill();
    const { server } = await open(this.home, this.models, this.sandbox, this.wishes, new URL(this.url).port);
    this.server = server;
  }

  /** Ends the server like a power cut. */
  async kill(): Promise<void> {
    this.server.kill("SIGKILL");
    await ended(this.server);
  }

  /** Asks a route, and answers its JSON. */
  async ask<T>(route: string, init: RequestInit = {}): Promise<T> {
    const answer = await fetch(this.url + route, {
      ...init,
      headers: { "Content-Type": "application/json", ...init.headers },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${init.method ?? "GET"} ${route}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  /** Asks a route to change something. */
  post<T>(route: string, body: unknown = {}, method = "POST"): Promise<T> {
    return this.ask<T>(route, { method, body: JSON.stringify(body) });
  }

  /** Waits until a look at the server finds what is wanted. */
  async until<T>(look: () => Promise<T>, isRight: (seen: T) => boolean, seconds = 40): Promise<T> {
    const end = Date.now() + seconds * 1000;
    while (true) {
      const seen = await look();
      if (isRight(seen)) return seen;
      if (Date.now() > end)
        throw new Error(`It did not come in ${seconds} s; at last: ${JSON.stringify(seen).slice(0, 600)}`);
      await new Promise((done) => setTimeout(done, 150));
    }
  }

  /** Reads a folder into the library, and waits for that. */
  async index(folder = this.models): Promise<void> {
    const { job_id } = await this.post<{ job_id: string }>("/api/models/index", { folders: [folder] });
    await this.until(
      () => this.ask<{ state: string }>(`/api/jobs/${job_id}`),
      ({ state }) => ["completed", "failed", "cancelled"].includes(state),
    );
  }

  async stop(): Promise<void> {
    this.server.kill("SIGTERM");
    this.beside?.stdin?.end();
    await Promise.all([ended(this.server), this.beside && ended(this.beside)]);
    // Made by this test in the system's folder for such things.
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Makes an access key that may do everything, as one does at the server. */
function makeKey(home: string, name: string): string {
  const order = ["key", "add", name, "--scope", "admin", "--database", join(home, "library.db")];
  const { status, stdout, stderr } = spawnSync(program("BerryAIGen.Toolkit", "BERRY_TEST_SERVER"), order, {
    cwd: home,
    env: { ...process.env, HOME: home },
    encoding: "utf8",
  });
  const key = /^berry_\S+$/m.exec(stdout)?.[0];
  if (status !== 0 || !key) throw new Error(`No access key was made: ${stderr}`);
  return key;
}

async function open(home: string, models: string, sandbox: Sandbox | undefined, wishes: StandWishes, port: string) {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(XDG_|BERRY_|CIVITAI|HF_)/.test(name)),
  ) as Record<string, string>;
  const server = spawn(
    program("BerryAIGen.Toolkit", "BERRY_TEST_SERVER"),
    [
      "--url",
      `http://127.0.0.1:${port}`,
      "--database",
      join(home, "library.db"),
      "--web",
      webFolder,
      "--end-with-input",
      ...(wishes.arguments ?? []),
    ],
    {
      cwd: home,
      env: {
        ...inherited,
        HOME: home,
        MODELS_DIR: models,
        BERRY_GENERATED_DIR: join(home, "generated"),
        ...(sandbox
          ? {
              BERRY_CIVITAI_URL: sandbox.civitai,
              BERRY_ORCHESTRATOR_URL: sandbox.orchestrator,
              BERRY_HF_URL: sandbox.huggingface,
              BERRY_ALLOW_HOSTS: new URL(sandbox.storage).hostname,
              BERRY_PICTURE_HOSTS: new URL(sandbox.storage).host,
            }
          : // A closed door is a network that is not there.
            {
              BERRY_CIVITAI_URL: "http://127.0.0.1:9",
              BERRY_ORCHESTRATOR_URL: "http://127.0.0.1:9",
              BERRY_HF_URL: "http://127.0.0.1:9",
            }),
        ...wishes.environment,
      },
    },
  );
  const line = await firstLine(server, (said) => said.includes(" answers at "));
  const url = /http:\/\/[^\s;]+/.exec(line)?.[0] ?? "";
  return { server, url: url.replace(/\/$/, "") };
}

async function firstLine(process: ChildProcess, isIt: (line: string) => boolean): Promise<string> {
  let errors = "";
  process.stderr?.on("data", (text) => {
    errors += text;
  });
  for await (const line of createInterface({ input: process.stdout as NodeJS.ReadableStream }))
    if (isIt(line)) {
      // Nobody reads the rest, and it must not wait for that.
      process.stdout?.resume();
      return line;
    }
  throw new Error(`The program ended before it answered: ${errors}`);
}

function ended(process: ChildProcess): Promise<void> {
  return process.exitCode !== null || process.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => process.once("exit", () => done()));
}
