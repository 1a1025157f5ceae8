import "@/text/en/gallery";
import { Badge, Button, Group, List, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, body, type Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageLink } from "@/components/parts/PageLink";
import { bytes } from "@/lib/format";
import { t } from "@/text";
import { nameOf } from "./recipe";

type Used = Doc<"PictureModelDocument">;
const STATES = { present: "gallery.present", missing: "gallery.missing", unknown: "gallery.unknown_model" } as const;
const COLORS: Record<string, string> = { present: "green", missing: "orange" };
const stateOf = (state: string) => STATES[state as keyof typeof STATES] ?? STATES.unknown;

/** What a picture was made with, which of it is here, and the way to what is not. */
export function UsedModels({ models, pictureId }: { models: readonly Used[]; pictureId?: number }) {
  if (models.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("gallery.no_models")}
      </Text>
    );
  const away = models.filter(({ state }) => state !== "present");
  return (
    <Stack gap="xs">
      <List listStyleType="none" spacing="xs" size="sm">
        {models.map((used, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they stand in the picture's order, and one may stand twice
          <List.Item key={index} styles={{ itemWrapper: { width: "100%" }, itemLabel: { width: "100%" } }}>
            <OneModel used={used} />
          </List.Item>
        ))}
      </List>
      {pictureId !== undefined && away.length > 0 && <GetThem pictureId={pictureId} count={away.length} />}
    </Stack>
  );
}

function OneModel({ used }: { used: Used }) {
  const { resource } = used;
  const name = nameOf(resource.name ?? used.path ?? resource.air ?? resource.hash ?? t("unknown"));
  // Its place in the library is the first link already.
  const offer = used.candidates.find(({ source }) => source !== "library");
  return (
    <div>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        {used.model_id ? (
          <PageLink to="/" search={{ model: used.model_id }} size="sm" truncate>
            {name}
          </PageLink>
        ) : offer ? (
          <PageLink to="/discover" search={{ found: offer.reference }} size="sm" truncate>
            {name}
          </PageLink>
        ) : (
          <Text size="sm" truncate>
            {name}
          </Text>
        )}
        <Badge size="sm" variant="light" color={COLORS[used.state] ?? "gray"} style={{ flexShrink: 0 }}>
          {t(stateOf(used.state))}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {[
          resource.type,
          resource.version_name,
          resource.weight === null || resource.weight === undefined
            ? undefined
            : t("gallery.weight", { weight: resource.weight }),
          used.state !== "present" && offer
            ? t("gallery.offered", { source: offer.source, size: offer.size ? bytes(offer.size) : "" }).trim()
            : undefined,
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {used.note && (
        <Text size="xs" c="dimmed">
          {used.note}
        </Text>
      )}
    </div>
  );
}

function GetThem({ pictureId, count }: { pictureId: number; count: number }) {
  const client = useQueryClient();
  const may = useMay("write");
  const result = useRef<HTMLDivElement>(null);
  const get = useMutation({
    mutationFn: () => body(api.POST("/api/pictures/{id}/install", { params: { path: { id: pictureId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["downloads"] }),
  });
  useEffect(() => {
    if (get.data) result.current?.focus();
  }, [get.data]);
  const doing = t("gallery.getting", { count });
  return (
    <Stack gap="xs" align="flex-start">
      {!get.data && (
        <Button size="compact-sm" variant="light" loading={get.isPending} disabled={!may} onClick={() => get.mutate()}>
          {t("gallery.get", { count })}
        </Button>
      )}
      {!may && (
        <Text size="xs" c="dimmed">
          {t("gallery.may_not")}
        </Text>
      )}
      {get.error && <ErrorPanel error={get.error} doing={doing} onRetry={() => get.mutate()} />}
      {get.data && (
        <div ref={result} tabIndex={-1} role="status">
          <List size="sm">
            {get.data.items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an answer that does not change
              <List.Item key={index}>
                {nameOf(item.resource.name ?? item.resource.hash ?? t("unknown"))}:{" "}
                {item.error ? (
                  <Text span size="sm" c="red">
                    {[item.error.message, ...item.error.resolution_steps].join(" ")}
                  </Text>
                ) : (
                  <PageLink to="/downloads" size="sm">
                    {t("gallery.begun")}
                  </PageLink>
                )}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  );
}
