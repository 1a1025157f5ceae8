import "@/text/en/discover";
import { Drawer, Stack, useMatches } from "@mantine/core";
import { ErrorPanel } from "@/components/parts/ErrorPanel";
import { PageSkeleton } from "@/components/parts/PageSkeleton";
import { useFilters } from "@/lib/useFilters";
import { t } from "@/text";
import { FoundModelPage } from "./FoundModelPage";
import { useResolved } from "./useFound";

const ADDRESS = ["found", "version", "file"] as const;
const never = () => undefined;

/** The model that the address names, beside the results. */
export function FoundDrawer() {
  const [{ found, version, file }, set] = useFilters(ADDRESS, never);
  const size = useMatches({ base: "100%", md: "min(860px, 80vw)" });
  return (
    <Drawer
      opened={Boolean(found)}
      onClose={() => set({ found: undefined, version: undefined, file: undefined })}
      position="right"
      size={size}
      title={t("discover.model")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {found && (
        <Found
          key={found}
          reference={found}
          version={version}
          file={file}
          onVersion={(next) => set({ version: next, file: undefined })}
          onFile={(next) => set({ file: next })}
        />
      )}
    </Drawer>
  );
}

interface FoundProps {
  reference: string;
  version: string | undefined;
  file: string | undefined;
  onVersion: (version: string | undefined) => void;
  onFile: (file: string | undefined) => void;
}

function Found(props: FoundProps) {
  const resolved = useResolved(props.reference);
  if (resolved.isPending) return <PageSkeleton />;
  if (resolved.isError)
    return (
      <ErrorPanel error={resolved.error} doing={t("discover.resolving")} onRetry={() => void resolved.refetch()} />
    );
  return (
    <Stack>
      <FoundModelPage {...props} named={resolved.data} />
    </Stack>
  );
}
