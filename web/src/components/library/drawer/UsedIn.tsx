import "@/text/en/library";
import { SimpleGrid, Stack, Text } from "@mantine/core";
import { api, body } from "@/api/client";
import { type Display, Leveled } from "@/components/parts/Leveled";
import { PageLink } from "@/components/parts/PageLink";
import { t } from "@/text";
import type { ModelInfo } from "../models";
import { Part } from "./Part";

const SHOWN = 60;

/** The pictures of the watched folders that were made with it. */
export function UsedIn({ model }: { model: ModelInfo }) {
  return (
    <Part
      query={{
        queryKey: ["pictures", "of", model.id],
        queryFn: () =>
          body(api.GET("/api/models/{id}/pictures", { params: { path: { id: model.id }, query: { limit: SHOWN } } })),
      }}
      doing={t("library.doing_pictures")}
      empty={t("library.pictures_none")}
      isEmpty={({ pictures }) => pictures.length === 0}
    >
      {({ pictures, total_count }) => (
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {t("library.pictures_count", { count: total_count })}{" "}
            <PageLink to="/gallery" search={{ model: model.id }} size="sm">
              {t("library.pictures_all")}
            </PageLink>
          </Text>
          <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="xs">
            {pictures.map((picture) => (
              <div key={picture.id} style={{ aspectRatio: "1", overflow: "hidden", borderRadius: 8 }}>
                <Leveled display={picture.display as Display} level={picture.level}>
                  <PageLink
                    to="/gallery"
                    search={{ picture: String(picture.id) }}
                    title={picture.prompt ?? picture.path}
                    style={{ display: "block", height: "100%" }}
                  >
                    {picture.thumbnail ? (
                      <img
                        src={picture.thumbnail}
                        alt={picture.prompt ?? picture.path}
                        loading="lazy"
                        style={{ width: "100%", height: "100%", objectFit: "cover" }}
                      />
                    ) : (
                      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                        {picture.problem ?? picture.path}
                      </Text>
                    )}
                  </PageLink>
                </Leveled>
              </div>
            ))}
          </SimpleGrid>
        </Stack>
      )}
    </Part>
  );
}
