import "@/text/en/library";
import { Button, Group, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { api, body } from "@/api/client";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import { groupKey } from "../groups";
import type { ModelInfo } from "../models";
import { stateOf } from "../models";
import { stateWord } from "../words";
import { Part } from "./Part";

const FIELDS = "name,base_model,version_group,size,disk_usage,status,status_detail";

/** Other variants and versions of the same model in the library. */
export function Siblings({ model }: { model: ModelInfo }) {
  const navigate = useNavigate();
  const key = groupKey(model);
  // The first word that all variants have is enough to find them.
  const q = /[\p{L}\p{N}]+/u.exec(model.name)?.[0] ?? model.name;
  return (
    <Part
      query={{
        queryKey: ["library", "siblings", key],
        queryFn: async () => {
          const query = { q, limit: 1000, fields: FIELDS };
          const { models } = await body(api.GET("/api/models/library", { params: { query } }));
          return models.filter((one) => groupKey(one) === key);
        },
      }}
      doing={t("library.doing_list")}
    >
      {(models) => {
        const others = models.filter(({ id }) => id !== model.id);
        if (others.length === 0) return null;
        return (
          <Stack gap={4}>
            <Text size="sm" fw={600}>
              {t("library.siblings")}
            </Text>
            {others.map((one) => (
              <Group key={one.id} justify="space-between" wrap="nowrap">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  justify="flex-start"
                  aria-label={t("library.details_of", { name: one.name })}
                  onClick={() =>
                    void navigate({
                      to: ".",
                      search: (old) => ({ ...old, model: one.id }),
                      replace: true,
                    })
                  }
                >
                  {one.name}
                </Button>
                <Text size="xs" c="dimmed">
                  {bytes(one.disk_usage || one.size || null)} · {stateWord(stateOf(one))}
                </Text>
              </Group>
            ))}
          </Stack>
        );
      }}
    </Part>
  );
}
