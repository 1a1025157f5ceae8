import "@/text/en/providers";
import { NativeSelect, SimpleGrid, Stack, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { useDraft } from "@/components/settings/parts/drafts";
import { fieldErrors, useFirstError } from "@/components/settings/parts/errors";
import { SaveBar } from "@/components/settings/parts/SaveBar";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";

interface Fields {
  name: string;
  display_name: string;
  supported_formats: string[];
  required_capabilities: string[];
  optional_capabilities: string[];
  inference_type: string;
  quantization_support: string;
  alive: string;
  default_address: string;
  models_path: string;
  models_list: string;
  models_id: string;
}
const EMPTY: Fields = {
  name: "",
  display_name: "",
  supported_formats: [],
  required_capabilities: [],
  optional_capabilities: [],
  inference_type: "local",
  quantization_support: "good",
  alive: "",
  default_address: "",
  models_path: "",
  models_list: "",
  models_id: "",
};
const FORMATS = ["gguf", "ggml", "safetensors", "pytorch", "transformers", "diffusers", "onnx", "api"];
const CAPABILITIES = [
  "text-generation",
  "chat",
  "instruction-following",
  "function-calling",
  "embeddings",
  "vision",
  "image-generation",
  "image-editing",
  "video-generation",
  "audio-generation",
  "upscaling",
];
const PROBE = ["alive", "default_address", "models_path", "models_list", "models_id"] as const;

/** Adds a provider of a person's own, or changes one. */
export function ProviderForm({ provider, onDone }: { provider?: Doc<"ProviderDocument">; onDone?(): void }) {
  const draft = useDraft<Fields>(`providers.own-${provider?.name ?? "new"}`, provider ? fieldsOf(provider) : EMPTY);
  const [saved, setSaved] = useState<string>();
  const fields = draft.value;
  const save = useChange({
    ask: (wish: Fields) =>
      provider?.name
        ? body(
            api.PUT("/api/providers/{provider}", { params: { path: { provider: provider.name } }, body: wishOf(wish) }),
          )
        : body(api.POST("/api/providers", { body: { ...wishOf(wish), name: wish.name.trim() } })),
    stale: ["providers"],
    doing: t("providers.own.doing"),
    quiet: true,
    draft,
    onDone: (now) => {
      setSaved(t("providers.own.saved", { name: now.display_name ?? now.name ?? "" }));
      onDone?.();
    },
  });
  const errors = fieldErrors(
    draft.isDirty ? save.error : null,
    t("providers.own.doing"),
    {
      supported_formats: ["supported_formats", "format"],
      required_capabilities: ["required_capabilities"],
      optional_capabilities: ["optional_capabilities"],
      display_name: ["display_name"],
      alive: ["probe", "alive"],
      name: ["name", "id"],
    },
    provider ? "display_name" : "name",
  );
  const form = useFirstError(errors, save.submittedAt);
  const word = (name: "name" | "display_name" | (typeof PROBE)[number], required = false) => (
    <TextInput
      key={name}
      label={t(`providers.own.${name}`)}
      value={fields[name]}
      onChange={(event) => draft.set({ [name]: event.currentTarget.value })}
      error={name in errors ? errors[name as "name"] : undefined}
      required={required}
    />
  );
  const words = (
    name: "supported_formats" | "required_capabilities" | "optional_capabilities",
    data: readonly string[],
  ) => (
    <TagsInput
      label={t(`providers.own.${name}`)}
      data={[...data]}
      value={fields[name]}
      onChange={(list) => draft.set({ [name]: list })}
      error={errors[name]}
    />
  );
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        save.run(fields);
      }}
    >
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {!provider && word("name", true)}
          {word("display_name", true)}
          <NativeSelect
            label={t("providers.own.where")}
            value={fields.inference_type}
            onChange={(event) => draft.set({ inference_type: event.currentTarget.value })}
            data={[
              { value: "local", label: t("providers.own.where.local") },
              { value: "cloud", label: t("providers.own.where.cloud") },
            ]}
          />
          <NativeSelect
            label={t("providers.own.quantised")}
            value={fields.quantization_support}
            onChange={(event) => draft.set({ quantization_support: event.currentTarget.value })}
            data={(["excellent", "good", "none"] as const).map((value) => ({
              value,
              label: t(`providers.own.quantised.${value}`),
            }))}
          />
        </SimpleGrid>
        {words("supported_formats", FORMATS)}
        {words("required_capabilities", CAPABILITIES)}
        {words("optional_capabilities", CAPABILITIES)}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>{PROBE.map((name) => word(name))}</SimpleGrid>
        <SaveBar
          {...(provider ? {} : { label: t("providers.own.add") })}
          isDirty={draft.isDirty}
          isSaving={save.isPending}
          onDiscard={draft.discard}
          saved={saved}
          error={errors.form}
          disabled={(!provider && fields.name.trim() === "") || fields.supported_formats.length === 0}
        />
      </Stack>
    </form>
  );
}

function fieldsOf(provider: Doc<"ProviderDocument">): Fields {
  const { probe, performance_characteristics: performance } = provider;
  return {
    name: provider.name ?? "",
    display_name: provider.display_name ?? "",
    supported_formats: [...(provider.supported_formats ?? [])],
    required_capabilities: [...(provider.required_capabilities ?? [])],
    optional_capabilities: [...(provider.optional_capabilities ?? [])],
    inference_type: performance?.inference_type ?? "local",
    quantization_support: performance?.quantization_support ?? "none",
    alive: probe?.alive ?? "",
    default_address: probe?.default_address ?? "",
    models_path: probe?.models_path ?? "",
    models_list: probe?.models_list ?? "",
    models_id: probe?.models_id ?? "",
  };
}

function wishOf(fields: Fields): Doc<"ProviderDocument"> {
  // What nobody filled in is left out: a way to ask whether it lives needs at least where to ask.
  const probe = Object.fromEntries(PROBE.map((name) => [name, fields[name].trim()]).filter(([, text]) => text));
  return {
    display_name: fields.display_name.trim() || fields.name.trim(),
    supported_formats: fields.supported_formats,
    required_capabilities: fields.required_capabilities,
    optional_capabilities: fields.optional_capabilities,
    performance_characteristics: {
      inference_type: fields.inference_type,
      quantization_support: fields.quantization_support,
    },
    ...(Object.keys(probe).length > 0 ? { probe } : {}),
  };
}
