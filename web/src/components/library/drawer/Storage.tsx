import "@/text/en/library";
import { Stack } from "@mantine/core";
import { api, body } from "@/api/client";
import { ago, bytes, count, moment } from "@/lib/format";
import { t } from "@/text";
import type { ModelInfo } from "../models";
import { Facts, Part } from "./Part";

/** What it takes on the disk, and how often it was used. */
export function Storage({ model }: { model: ModelInfo }) {
  const path = { params: { path: { id: model.id } } };
  return (
    <Stack gap="md">
      {model.local_path && (
        <Part
          query={{
            queryKey: ["storage", model.id],
            queryFn: () => body(api.GET("/api/models/{id}/disk-usage", path)),
          }}
          doing={t("library.doing_storage")}
        >
          {(disk) => (
            <Facts
              facts={[
                [t("library.path"), disk.path],
                [t("library.exists"), t(disk.exists ? "library.exists_yes" : "library.exists_no")],
                [t("library.on_disk"), bytes(disk.size_bytes)],
                [t("library.stated"), bytes(disk.reported_size_bytes)],
                [
                  t("library.difference"),
                  disk.size_difference_bytes ? bytes(Math.abs(disk.size_difference_bytes)) : null,
                ],
                [t("library.modified"), disk.last_modified ? moment(disk.last_modified) : null],
              ]}
            />
          )}
        </Part>
      )}
      <Part
        query={{
          queryKey: ["storage", model.id, "usage"],
          queryFn: () => body(api.GET("/api/models/{id}/usage", path)),
        }}
        doing={t("library.doing_storage")}
      >
        {(usage) => (
          <Facts
            facts={[
              [t("library.used_times"), count(usage.usage_frequency)],
              [t("library.last_used"), usage.last_used ? ago(usage.last_used) : t("library.never")],
              [t("library.downloaded"), usage.download_date ? moment(usage.download_date) : null],
            ]}
          />
        )}
      </Part>
      <Part
        query={{ queryKey: ["storage", "disk"], queryFn: () => body(api.GET("/api/models/disk-usage")) }}
        doing={t("library.doing_storage")}
      >
        {(all) => (
          <Facts
            facts={[
              [t("library.all_models"), bytes(all.total_models_usage_bytes)],
              [t("library.free"), bytes(all.available_space_bytes)],
              [t("library.directory"), all.models_directory],
            ]}
          />
        )}
      </Part>
    </Stack>
  );
}
