import "@/text/en/providers";
import { Button, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCpuOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { EmptyState } from "@/components/parts/EmptyState";
import { Loaded } from "@/components/settings/parts/Loaded";
import { useChange } from "@/components/settings/parts/useChange";
import { t } from "@/text";
import { settingsQuery, suggestionsQuery, validationQuery } from "./queries";
import { Verdict } from "./Verdict";
import { bandWord } from "./words";

const BANDS = ["excellent", "good", "acceptable"] as const;
// More is a matter for the library, which can be searched.
const MOST = 20;

/** The models that suit a provider, by band, each with its reasons. */
export function Suggestions({ provider }: { provider: string }) {
  const suggestions = useQuery(suggestionsQuery(provider));
  const validation = useQuery(validationQuery(provider));
  const local = new Set(validation.data?.local_models ?? []);
  return (
    <Loaded query={suggestions} doing={t("providers.suggestions_read")} rows={5}>
      {(data) =>
        data.total_compatible_models === 0 ? (
          <EmptyState icon={<IconCpuOff />} title={t("providers.none_suits")}>
            {t("providers.reads", { formats: data.provider_capabilities.supported_formats.join(", ") })}
          </EmptyState>
        ) : (
          <Stack>
            {BANDS.filter((band) => data.recommendations[band].length > 0).map((band) => {
              const ids = data.recommendations[band];
              return (
                <section key={band} aria-label={bandWord(band)}>
                  <Title order={3} size="h5" mb={6}>
                    {bandWord(band)} ({ids.length})
                  </Title>
                  <Stack gap="xs" component="ul" m={0} p={0}>
                    {ids.slice(0, MOST).map((id) => {
                      const verdict = data.compatibility_details[id];
                      return (
                        verdict && (
                          <Verdict
                            key={id}
                            verdict={verdict}
                            actions={<Actions verdict={verdict} provider={provider} isLocal={local.has(id)} />}
                          />
                        )
                      );
                    })}
                  </Stack>
                  {ids.length > MOST && (
                    <Text size="sm" c="dimmed" mt={4}>
                      {t("providers.and_more", { count: ids.length - MOST })}
                    </Text>
                  )}
                </section>
              );
            })}
          </Stack>
        )
      }
    </Loaded>
  );
}

function Actions({
  verdict,
  provider,
  isLocal,
}: {
  verdict: Doc<"CompatibilityDocument">;
  provider: string;
  isLocal: boolean;
}) {
  const mayWrite = useMay("write");
  const mayAdmin = useMay("admin");
  const settings = useQuery(settingsQuery(provider));
  const id = verdict.model_id;
  const get = useChange({
    ask: () => body(api.POST("/api/models/download", { body: { model_id: id, provider } as never })),
    stale: ["downloads"],
    doing: t("providers.download_doing"),
    onDone: () =>
      notifications.show({ title: t("providers.download_started"), message: id, withBorder: true, color: "green" }),
  });
  const chosen = settings.data?.models ?? [];
  const isChosen = chosen.includes(id);
  const choose = useChange({
    ask: () =>
      body(
        api.PUT("/api/providers/{provider}/settings", {
          params: { path: { provider } },
          body: { models: isChosen ? chosen.filter((one) => one !== id) : [...chosen, id] } as never,
        }),
      ),
    stale: ["providers"],
    doing: t("providers.settings_doing"),
  });
  return (
    <>
      {!isLocal && (
        <Button
          size="compact-sm"
          disabled={!mayWrite}
          loading={get.isPending}
          aria-label={`${t("providers.download")}: “${id}”`}
          onClick={() => get.run()}
        >
          {t("providers.download")}
        </Button>
      )}
      {mayAdmin && settings.data && (
        <Button
          size="compact-sm"
          variant={isChosen ? "light" : "default"}
          aria-pressed={isChosen}
          loading={choose.isPending}
          aria-label={`${t(isChosen ? "providers.unchoose" : "providers.choose")}: “${id}”`}
          onClick={() => choose.run()}
        >
          {t(isChosen ? "providers.unchoose" : "providers.choose")}
        </Button>
      )}
    </>
  );
}
