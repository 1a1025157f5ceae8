import "@/text/en/providers";
import { Badge, Button, Group, List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/settings/parts/Loaded";
import { count } from "@/lib/format";
import { t } from "@/text";
import { recommendationsQuery, validationQuery } from "./queries";
import { Verdict } from "./Verdict";
import { statusColour, statusWord } from "./words";

/** Whether a provider can be used now, what would bring it on, and its best models on this machine. */
export function Validation({ provider }: { provider: string }) {
  const validation = useQuery(validationQuery(provider));
  const best = useQuery(recommendationsQuery(provider, 5));
  return (
    <Stack>
      <Group justify="space-between">
        <Text fw={600}>{t("providers.validation")}</Text>
        <Button
          size="compact-sm"
          variant="default"
          loading={validation.isFetching}
          onClick={() => void Promise.all([validation.refetch(), best.refetch()])}
        >
          {t("providers.validate")}
        </Button>
      </Group>
      <Loaded query={validation} doing={t("providers.validate_doing")}>
        {(now) => (
          <Stack gap="xs" role="status">
            <Group gap="xs">
              <Badge color={statusColour(now.status)} variant="light" tt="none">
                {statusWord(now.status)}
              </Badge>
              <Text size="sm">
                {t("providers.numbers", {
                  local: count(now.local_models_count),
                  suits: count(now.total_compatible),
                  more: count(now.available_for_download),
                })}
              </Text>
            </Group>
            {now.recommendations.length > 0 && (
              <List size="sm">
                {now.recommendations.map((line) => (
                  <List.Item key={line}>{line}</List.Item>
                ))}
              </List>
            )}
            {now.chosen_models.length > 0 && (
              <Text size="sm">{t("providers.chosen_are", { models: now.chosen_models.join(", ") })}</Text>
            )}
            {now.local_models.length > 0 && (
              <Text size="sm" style={{ overflowWrap: "anywhere" }}>
                {t("providers.local_are", { models: now.local_models.slice(0, 20).join(", ") })}
              </Text>
            )}
            {now.suggested_downloads.length > 0 && (
              <Text size="sm">{t("providers.get", { models: now.suggested_downloads.join(", ") })}</Text>
            )}
          </Stack>
        )}
      </Loaded>
      <Text fw={600}>{t("providers.best")}</Text>
      <Loaded query={best} doing={t("providers.best_read")}>
        {({ recommendations }) =>
          recommendations.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("providers.none_suits")}
            </Text>
          ) : (
            <Stack gap="xs" component="ul" m={0} p={0}>
              {recommendations.map((one) => (
                <Verdict key={one.model_id} verdict={one} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}
