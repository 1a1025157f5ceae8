import "@/text/en/settings";
import { Stack, Text } from "@mantine/core";
import { IconFolders } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "@/components/parts/EmptyState";
import { Loaded } from "@/components/settings/parts/Loaded";
import { Needs } from "@/components/settings/parts/Needs";
import { Rows } from "@/components/settings/parts/Row";
import { rootsQuery } from "@/components/settings/parts/roots";
import { Section } from "@/components/settings/parts/Section";
import { t } from "@/text";
import { RootForm } from "./folders/RootForm";
import { RootRow } from "./folders/RootRow";

/** The places for models: which folders, for which program, with which rules. */
export default function Folders() {
  const roots = useQuery(rootsQuery);
  const [edited, setEdited] = useState<string>();
  return (
    <Stack>
      <Section title={t("settings.folders")} description={t("settings.folders.about")}>
        <Loaded query={roots} doing={t("settings.folders.read")}>
          {(all) => (
            <>
              {all.models_folder && <Text size="sm">{t("settings.folders.default", { path: all.models_folder })}</Text>}
              {all.roots.length === 0 ? (
                <EmptyState icon={<IconFolders />} title={t("settings.folders.none")}>
                  {t("settings.folders.none.about")}
                </EmptyState>
              ) : (
                <Rows label={t("settings.folders")}>
                  {all.roots.map((root) => (
                    <RootRow
                      key={root.name}
                      root={root}
                      all={all}
                      isEdited={edited === root.name}
                      onEdit={() => setEdited(edited === root.name ? undefined : root.name)}
                    />
                  ))}
                </Rows>
              )}
            </>
          )}
        </Loaded>
      </Section>
      <Section title={t("settings.folders.new")} description={t("settings.folders.new.about")}>
        <Needs scope="admin">
          <Loaded query={roots} doing={t("settings.folders.read")}>
            {(all) => <RootForm all={all} />}
          </Loaded>
        </Needs>
      </Section>
    </Stack>
  );
}
