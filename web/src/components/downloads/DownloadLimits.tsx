import "@/text/en/downloads";
import { Alert, Text } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { PageLink } from "@/components/parts/PageLink";
import { bytes } from "@/lib/format";
import { t } from "@/text";

const networkQuery = {
  queryKey: ["settings", "network"],
  queryFn: () => body(api.GET("/api/settings/network")),
};

/** What holds downloads back, and where that is changed. */
export function DownloadLimits() {
  const { data } = useQuery(networkQuery);
  const isOffline = data?.settings.some(({ name, on }) => name === "offline" && on);
  const limits = data?.downloads.in_force;
  return (
    <>
      {isOffline && (
        <Alert color="orange" icon={<IconPlugConnectedX aria-hidden />} title={t("downloads.offline")} role="alert">
          {t("downloads.offline_how")}
        </Alert>
      )}
      <Text size="sm">
        {limits && (
          <>
            {limits.bytes_per_second == null
              ? t("downloads.limit_none", { count: limits.at_once })
              : t("downloads.limit_rate", { speed: bytes(limits.bytes_per_second), count: limits.at_once })}{" "}
          </>
        )}
        <PageLink to="/settings/$tab" params={{ tab: "network" }} size="sm">
          {t("downloads.network")}
        </PageLink>
      </Text>
    </>
  );
}
