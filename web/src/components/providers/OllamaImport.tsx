import "@/text/en/providers";
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useMay } from "@/app/session";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { JobLine } from "@/components/settings/parts/JobLine";
import { Loaded } from "@/components/settings/parts/Loaded";
import { useChange } from "@/components/settings/parts/useChange";
import { bytes } from "@/lib/format";
import { t } from "@/text";

/** Gives a GGUF file of the library to Ollama. */
export function OllamaImport() {
  const may = useMay("write");
  const files = useQuery({
    queryKey: ["library", "gguf", "local"],
    queryFn: () =>
      body(api.GET("/api/models/library", { params: { query: { format: "gguf", status: "local", limit: 200 } } })),
  });
  const [chosen, setChosen] = useState("");
  const [name, setName] = useState("");
  const [job, setJob] = useState<string>();
  const give = useChange({
    ask: (model: string) =>
      body(
        api.POST("/api/providers/ollama/import", {
          body: { model_id: model, ...(name.trim() ? { name: name.trim() } : {}) },
        }),
      ),
    stale: ["jobs"],
    doing: t("providers.ollama.doing"),
    quiet: true,
    onDone: (begun) => setJob(begun.job_id),
  });
  const errors = fieldErrors(give.error, t("providers.ollama.doing"), { name: ["name"], model: ["model"] }, "model");
  const form = useFirstError(errors, give.submittedAt);
  return (
    <Loaded query={files} doing={t("providers.ollama.read")} rows={1}>
      {({ models: all }) => {
        // What a provider keeps by itself, Ollama's own among it, is in the library without a file to give.
        const models = all.filter(({ local_path }) => local_path);
        if (models.length === 0)
          return (
            <Text size="sm" c="dimmed">
              {t("providers.ollama.none")}
            </Text>
          );
        const model = models.some(({ id }) => id === chosen) ? chosen : (models[0]?.id ?? "");
        return (
          <form
            ref={form}
            onSubmit={(event) => {
              event.preventDefault();
              give.run(model);
            }}
          >
            <Stack gap="sm">
              <NativeSelect
                label={t("providers.ollama.model")}
                value={model}
                onChange={(event) => setChosen(event.currentTarget.value)}
                data={models.map((one) => ({ value: one.id, label: `${one.name} (${bytes(one.size)})` }))}
                error={errors.model}
              />
              <TextInput
                label={t("providers.ollama.name")}
                description={t("providers.ollama.name.about")}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={errors.name}
              />
              <Group gap="xs">
                <Button type="submit" loading={give.isPending} disabled={!may}>
                  {t("providers.ollama.give")}
                </Button>
                {errors.form && (
                  <Text size="sm" c="red" role="alert">
                    {errors.form}
                  </Text>
                )}
              </Group>
              {job && <JobLine key={job} id={job} />}
            </Stack>
          </form>
        );
      }}
    </Loaded>
  );
}
