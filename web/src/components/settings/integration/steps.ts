import "@/text/en/providers";
import { api, body, type Doc } from "@/api/client";
import { t } from "@/text";

export type StepId =
  | "api_connectivity"
  | "model_discovery"
  | "provider_health"
  | "compatibility_check"
  | "integration_status"
  | "workflow_validation";

/** What a step found. A warning works, and lacks something. */
export interface Finding {
  state: "passed" | "warning";
  said: string;
  /** What to do about it. */
  todo?: readonly string[];
}

/** What went wrong, with what to do. */
export class StepFailure extends Error {
  constructor(
    message: string,
    readonly todo: readonly string[],
  ) {
    super(message);
  }
}

/** What earlier steps found out for later ones. */
interface Known {
  status?: Doc<"IntegrationDocument">;
}

interface Step {
  id: StepId;
  run(known: Known, signal: AbortSignal): Promise<Finding>;
}

/** The way of a model from the disk to what runs it; each step asks the server in earnest. */
export const STEPS: readonly Step[] = [
  { id: "api_connectivity", run: connect },
  { id: "model_discovery", run: discover },
  { id: "provider_health", run: askProviders },
  { id: "compatibility_check", run: compare },
  { id: "integration_status", run: add },
  { id: "workflow_validation", run: validate },
];

async function connect(_: Known, signal: AbortSignal): Promise<Finding> {
  const health = await body(api.GET("/health", { signal }));
  if (health.status !== "ok")
    throw new StepFailure(t("providers.test.unwell", { status: health.status }), [t("providers.test.see_log")]);
  return { state: "passed", said: t("providers.test.answers", { version: health.version, database: health.database }) };
}

async function discover(_: Known, signal: AbortSignal): Promise<Finding> {
  const library = await body(api.GET("/api/models/library", { params: { query: { limit: 1 } }, signal }));
  const { total, local, available } = library.library_totals;
  if (total !== local + available && total < local + available)
    throw new StepFailure(t("providers.test.sums"), [t("providers.test.see_log")]);
  const said = t("providers.test.models", { total, local });
  return local > 0
    ? { state: "passed", said }
    : { state: "warning", said, todo: [t("providers.test.index"), t("providers.test.get")] };
}

async function askProviders(known: Known, signal: AbortSignal): Promise<Finding> {
  known.status = await body(api.GET("/api/providers/integration/status", { signal }));
  const named = Object.values(known.status.providers).filter(
    ({ health }) => health.state !== "not_configured" && health.state !== "no_server",
  );
  const answers = await Promise.all(
    named.map((one) =>
      body(
        api.GET("/api/providers/{provider}/health", {
          params: { path: { provider: one.name }, query: { refresh: true } },
          signal,
        }),
      ),
    ),
  );
  const wrong = answers.filter(({ state }) => ["unreachable", "unauthorized", "failing"].includes(state));
  if (wrong.length > 0)
    throw new StepFailure(
      t("providers.test.do_not_answer", { names: wrong.map(({ provider }) => provider).join(", ") }),
      wrong.map(({ provider, message }) => `${provider}: ${message ?? t("unknown")}`),
    );
  return answers.length > 0
    ? { state: "passed", said: t("providers.test.answering", { count: answers.length }) }
    : { state: "warning", said: t("providers.test.no_address"), todo: [t("providers.test.set_address")] };
}

async function compare(known: Known, signal: AbortSignal): Promise<Finding> {
  const one = Object.values(known.status?.providers ?? {}).find(({ total_compatible }) => total_compatible > 0);
  if (!one) return { state: "warning", said: t("providers.test.nothing_suits"), todo: [t("providers.test.get")] };
  const { recommendations } = await body(
    api.GET("/api/providers/{provider}/recommendations", {
      params: { path: { provider: one.name }, query: { limit: 1 } },
      signal,
    }),
  );
  const best = recommendations[0];
  if (!best)
    throw new StepFailure(t("providers.test.no_recommendation", { name: one.name }), [t("providers.test.see_log")]);
  const verdict = await body(
    api.POST("/api/providers/compatibility/check", {
      body: { model_id: best.model_id, provider: one.name },
      signal,
    }),
  );
  if (!verdict.compatible || verdict.compatibility_score !== best.compatibility_score)
    throw new StepFailure(t("providers.test.disagree", { model: best.model_id, name: one.name }), [
      t("providers.test.clear"),
    ]);
  return {
    state: "passed",
    said: t("providers.test.verdict", {
      model: verdict.model_id,
      name: one.name,
      score: Math.round(verdict.compatibility_score * 100),
    }),
  };
}

async function add(known: Known, signal: AbortSignal): Promise<Finding> {
  const status = await body(api.GET("/api/providers/integration/status", { signal }));
  known.status = status;
  const rows = Object.values(status.providers);
  if (
    rows.length !== status.total_providers ||
    rows.filter(({ healthy }) => healthy).length !== status.healthy_providers ||
    rows.filter(({ has_local_models }) => has_local_models).length !== status.providers_with_models
  )
    throw new StepFailure(t("providers.test.sums"), [t("providers.test.see_log")]);
  const said = t("providers.overall", {
    healthy: status.healthy_providers,
    total: status.total_providers,
    with: status.providers_with_models,
    models: status.total_compatible_models,
  });
  if (status.overall_status === "error") throw new StepFailure(said, status.recommendations);
  return status.overall_status === "healthy"
    ? { state: "passed", said }
    : { state: "warning", said, todo: status.recommendations.slice(0, 3) };
}

async function validate(known: Known, signal: AbortSignal): Promise<Finding> {
  const ready = Object.values(known.status?.providers ?? {}).filter(
    ({ healthy, has_local_models }) => healthy && has_local_models,
  );
  if (ready.length === 0) {
    const todo = Object.values(known.status?.providers ?? {})
      .filter(({ total_compatible }) => total_compatible > 0)
      .flatMap(({ recommendations }) => recommendations)
      .slice(0, 3);
    return {
      state: "warning",
      said: t("providers.test.none_ready"),
      todo: todo.length > 0 ? todo : [t("providers.test.get")],
    };
  }
  const verdicts = await Promise.all(
    ready.map((one) =>
      body(api.GET("/api/providers/{provider}/validate", { params: { path: { provider: one.name } }, signal })),
    ),
  );
  const wrong = verdicts.filter(({ has_local_models, local_models }) => !has_local_models || local_models.length === 0);
  if (wrong.length > 0)
    throw new StepFailure(
      t("providers.test.not_ready", { names: wrong.map(({ provider }) => provider).join(", ") }),
      wrong.flatMap(({ recommendations }) => recommendations),
    );
  return {
    state: "passed",
    said: t("providers.test.ready", {
      names: verdicts.map(({ provider, local_models_count }) => `${provider} (${local_models_count})`).join(", "),
    }),
  };
}
