import "@/text/en/settings";
import "@/text/en/welcome";
import { Badge, Button, Checkbox, Text } from "@mantine/core";
import { useState } from "react";
import type { Doc } from "@/api/client";
import { useMay } from "@/app/session";
import { indexBelow } from "@/components/settings/parts/indexBelow";
import { Row } from "@/components/settings/parts/Row";
import { useChange } from "@/components/settings/parts/useChange";
import { handleApiError } from "@/lib/error-handler";
import { t } from "@/text";
import { addAndIndex } from "./adding";

/** A program that is here already, and the offer to take its models into the library where they lie. */
export function Found({ found, onBegun }: { found: Doc<"FoundInstallation">; onBegun(job: string): void }) {
  const mayAdmin = useMay("admin");
  const mayWrite = useMay("write");
  const may = found.is_root ? mayWrite : mayAdmin;
  // Nothing lands in another program's folder that its person did not ask for.
  const [takesDownloads, setTakes] = useState(false);
  const index = useChange({
    ask: () =>
      found.is_root
        ? indexBelow(found.path)
        : addAndIndex(found.id, {
            // A store of its own form has no folders by kind; its files are looked at where they are.
            path: found.layout ? found.path : found.models_folder,
            ...(found.layout ? { layout: found.layout } : {}),
            read_only: !takesDownloads || !found.layout,
          }),
    stale: ["settings", "library", "jobs"],
    doing: t("welcome.index_doing", { name: found.name }),
    quiet: true,
    onDone: onBegun,
  });
  const failure = index.error && handleApiError(index.error, t("welcome.index_doing", { name: found.name }));
  return (
    <Row
      title={found.name}
      badge={
        found.is_root && (
          <Badge color="green" variant="light" tt="none">
            {t("welcome.is_root")}
          </Badge>
        )
      }
      lines={[found.models_folder]}
      actions={
        <Button
          size="compact-md"
          disabled={!may}
          loading={index.isPending}
          aria-label={`${t(found.is_root ? "welcome.index_again" : "welcome.add")}: “${found.path}”`}
          onClick={() => index.run()}
        >
          {t(found.is_root ? "welcome.index_again" : "welcome.add")}
        </Button>
      }
    >
      {!found.is_root && found.layout && (
        <Checkbox
          mt="xs"
          size="xs"
          label={t("welcome.takes")}
          checked={takesDownloads}
          disabled={!may}
          onChange={(event) => setTakes(event.currentTarget.checked)}
        />
      )}
      {!may && (
        <Text size="sm" c="dimmed">
          {t("settings.needs.line", { scope: found.is_root ? "write" : "admin" })}
        </Text>
      )}
      {failure && (
        <Text size="sm" c="red" role="alert">
          {[failure.message, ...failure.steps].join(" ")}
        </Text>
      )}
    </Row>
  );
}
