import "@/text/en/generate";
import { Alert, Box, Button, Group, Skeleton, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRestore } from "@tabler/icons-react";
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { tellError } from "@/lib/error-handler";
import { t } from "@/text";
import { fromPicture } from "./adopt";
import { idOf } from "./form/FieldFrame";
import { FormField } from "./form/FormField";
import { Presets } from "./form/Presets";
import { ReportPanel } from "./form/ReportPanel";
import { SubmitBar } from "./form/SubmitBar";
import { WorkflowChoice } from "./form/WorkflowChoice";
import { reasonsOf, requestOf } from "./formClient";
import { useGeneration } from "./GenerationProvider";
import { bytesOf } from "./pictureStore";
import type { Field, Source } from "./types";
import { useQuote } from "./useQuote";
import { useSubmit } from "./useSubmit";

/** The form as the definitions have it: everything in it comes from the server, and nothing here knows an engine. */
export function GenerationForm({ onSubmitted }: { onSubmitted?: () => void }) {
  const state = useGeneration();
  const { form, values, memory, problems, isSettled, error, retry, set, reset, take } = state;
  const price = useQuote(state);
  const [wasTried, setTried] = useState(false);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const place = useRef<HTMLFormElement>(null);

  const onRefused = useCallback((problem: unknown) => {
    const reasons = reasonsOf(problem);
    if (reasons) setRefused(reasons);
    else tellError(problem, t("generate.submit.doing"));
  }, []);
  const submit = useSubmit(onRefused);

  // A refusal holds for what was refused.
  // biome-ignore lint/correctness/useExhaustiveDependencies: anything that changes may mend it
  useEffect(() => setRefused({}), [memory]);
  const firstRefused = Object.keys(refused)[0];
  useEffect(() => {
    if (firstRefused) focusField(place.current, [firstRefused]);
  }, [firstRefused]);

  // What nobody has touched is not complained about before it is needed.
  const all = { ...problems, ...refused };
  const told = Object.fromEntries(
    Object.entries(all).filter(
      ([key]) => wasTried || values[key] !== undefined || key in refused || !isField(form, key),
    ),
  );
  const general = Object.entries(told).filter(([key]) => !isField(form, key) && !CHOSEN.has(key));
  // What a field says itself is not said twice.
  const notes = (form?.notes ?? []).filter((note) => !form?.fields.some((field) => field.notes?.includes(note)));
  const isReady = isSettled && Object.keys(all).length === 0 && (form?.is_ready ?? false);

  const generate = async () => {
    const row = await submit.submit(requestOf(memory, values), memory.tier);
    if (!row) return;
    notifications.show({ message: t("generate.submitted"), autoClose: 3000 });
    onSubmitted?.();
  };
  const missing = () => {
    setTried(true);
    focusField(place.current, form?.fields.map(({ key }) => key).filter((key) => key in all) ?? Object.keys(all));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !isWithin(event)) return;
    event.preventDefault();
    // A key that is held is one wish.
    if (event.repeat || submit.isBusy || submit.isUnknown) return;
    if (!isReady) missing();
    else if (price.state === "known" && price.quote.total != null && !price.quote.insufficient_buzz) void generate();
  };

  // Nothing is generated for what has no engine: it only reads a picture.
  const isReader = !!form && !form.engine;
  const source = isReader ? pictureOf(values) : undefined;
  return (
    <Box
      component="form"
      ref={place}
      aria-label={t("generate.form")}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!isWithin(event)) return;
        const file = event.dataTransfer.files[0];
        if (file) void take(fromPicture(file, file.name));
      }}
    >
      <Stack gap="md">
        <Group justify="space-between" gap={4}>
          <Presets />
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconRestore size={16} aria-hidden />}
            onClick={reset}
          >
            {t("generate.reset")}
          </Button>
        </Group>
        <WorkflowChoice problems={told} />
        <ReportPanel />
        {error !== null && error !== undefined && !form && (
          <ErrorPanel error={error} doing={t("generate.form.doing")} onRetry={retry} />
        )}
        {error !== null && error !== undefined && form && (
          <ErrorPanel error={error} doing={t("generate.form.check")} onRetry={retry} />
        )}
        {notes.length > 0 && (
          <Alert color="blue" role="status" p="xs">
            {notes.map((note) => (
              <div key={note}>{note}</div>
            ))}
          </Alert>
        )}
        {general.map(([key, message]) => (
          <Alert key={key} color="red" role="alert" p="xs">
            {message}
          </Alert>
        ))}
        {!form && !error && <FormSkeleton />}
        {inOrder(form?.fields ?? [])
          .filter((field) => field.visible !== false)
          .map((field) => (
            <FormField
              key={`${field.remember}/${field.key}`}
              field={field}
              value={values[field.key]}
              problem={told[field.key]}
              onChange={(value) => set(field, value)}
            />
          ))}
      </Stack>
      <Box
        pos="sticky"
        bottom={0}
        py="sm"
        mt="md"
        bg="var(--mantine-color-body)"
        style={{ borderTop: "1px solid var(--mantine-color-default-border)", zIndex: 2 }}
      >
        {isReader ? (
          <Button fullWidth disabled={!source} onClick={() => source && void take(readSource(source))}>
            {t("generate.read")}
          </Button>
        ) : (
          <SubmitBar
            price={price}
            isReady={isReady}
            submit={submit}
            onGenerate={() => void generate()}
            onMissing={missing}
          />
        )}
      </Box>
    </Box>
  );
}

const FIRST = ["images", "video", "text", "resources", "resource", "size"];

/** What something is made of comes before how: pictures, words, models. Otherwise as the server has them. */
function inOrder(fields: readonly Field[]): Field[] {
  const governing = new Set(fields.flatMap((field) => Object.keys(field.when ?? {})));
  const rank = (field: Field): number => {
    // What decides which of them are there stands before them.
    if (governing.has(field.key)) return 0;
    const at = FIRST.indexOf(field.type);
    if (at >= 0) return at + 1;
    return field.scope === "global" && field.type === "choice" ? 99 : 50;
  };
  return [...fields].sort((one, other) => rank(one) - rank(other));
}

const CHOSEN = new Set(["workflow", "ecosystem", "model"]);
const isField = (form: { fields: readonly { key: string }[] } | undefined, key: string): boolean =>
  !!form?.fields.some((field) => field.key === key) || CHOSEN.has(key);

// What happens in a dialog comes here as well, though it does not lie within the form.
const isWithin = (event: { currentTarget: Element; target: EventTarget }): boolean =>
  event.currentTarget.contains(event.target as Node);

function pictureOf(values: Record<string, unknown>): Source | undefined {
  return Object.values(values).find((value): value is Source[] => Array.isArray(value) && !!value[0]?.url)?.[0];
}

async function readSource(source: Source) {
  return fromPicture(await bytesOf(source), source.name ?? source.url);
}

function focusField(place: HTMLElement | null, keys: readonly string[]): void {
  for (const key of keys) {
    const element = place?.querySelector<HTMLElement>(`#${CSS.escape(idOf({ key }))}`);
    if (!element) continue;
    element.focus();
    element.scrollIntoView({ block: "center" });
    return;
  }
}

function FormSkeleton() {
  return (
    <Stack aria-busy="true">
      {["a", "b", "c", "d", "e"].map((key) => (
        <Skeleton key={key} h={54} />
      ))}
    </Stack>
  );
}
