import "@/text/en/generate";
import { Button, Modal, Select, Stack, Text } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, body, type Doc } from "@/api/client";
import { BY_LEVELS, LEVELS, levelsQuery } from "@/app/levels";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { tellError } from "@/lib/error-handler";
import { t } from "@/text";
import { useGeneration } from "../GenerationProvider";
import { limitsQuery } from "../queries";

/** How mature the results are that one asks for and sees, and whose limits the form has. */
export function Levels() {
  const client = useQueryClient();
  const { memory, setTier } = useGeneration();
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useQuery(levelsQuery);
  const { data: limits } = useQuery({ ...limitsQuery, enabled: isOpen });
  const save = useMutation({
    mutationFn: (wish: Doc<"GenerationLevelsDocument">) => body(api.PUT("/api/generation/levels", { body: wish })),
    onSuccess: (levels) => {
      client.setQueryData(levelsQuery.queryKey, levels);
      // What is shown of anything may be another now.
      for (const key of BY_LEVELS) void client.invalidateQueries({ queryKey: [key] });
    },
    onError: (problem) => tellError(problem, t("generate.levels.doing")),
  });
  const choices = LEVELS.map((value) => ({ value, label: value.toUpperCase() }));
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconEyeOff size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t("generate.levels")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t("generate.levels")}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {error && <ErrorPanel error={error} doing={t("generate.levels.doing")} onRetry={() => void refetch()} />}
        <Stack gap="sm">
          <Select
            label={t("generate.levels.request")}
            description={t("generate.levels.request.help")}
            data={choices}
            allowDeselect={false}
            value={data?.request_limit ?? null}
            onChange={(level) => save.mutate({ request_limit: level })}
          />
          <Select
            label={t("generate.levels.browsing")}
            description={t("generate.levels.browsing.help")}
            data={choices}
            allowDeselect={false}
            value={data?.browsing_limit ?? null}
            onChange={(level) => save.mutate({ browsing_limit: level })}
          />
          <Select
            label={t("generate.levels.above")}
            data={[
              { value: "blur", label: t("generate.levels.blur") },
              { value: "hide", label: t("generate.levels.hide") },
            ]}
            allowDeselect={false}
            value={data?.above ?? null}
            onChange={(above) => save.mutate({ above })}
          />
          <Select
            label={t("generate.tier")}
            description={t("generate.tier.help")}
            clearable
            clearButtonProps={{ "aria-label": t("generate.feed.every", { name: t("generate.tier") }) }}
            placeholder={t("generate.tier.none")}
            data={Object.keys(limits?.tiers ?? {})}
            value={memory.tier ?? null}
            onChange={(tier) => setTier(tier ?? undefined)}
          />
          <Text size="xs" c="dimmed">
            {t("generate.levels.own")}
          </Text>
        </Stack>
      </Modal>
    </>
  );
}
