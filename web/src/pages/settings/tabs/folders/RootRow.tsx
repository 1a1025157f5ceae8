import "@/text/en/settings";
import { Badge, Button } from "@mantine/core";
import { useMay } from "@/app/session";
import { indexBelow } from "@/components/settings/parts/indexBelow";
import { Row } from "@/components/settings/parts/Row";
import { deleteRoot, putRoot, type Root, type Roots } from "@/components/settings/parts/roots";
import { useChange } from "@/components/settings/parts/useChange";
import { bytes } from "@/lib/format";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { RootForm } from "./RootForm";

/** One place for models. */
export function RootRow({
  root,
  all,
  isEdited,
  onEdit,
}: {
  root: Root;
  all: Roots;
  isEdited: boolean;
  onEdit(): void;
}) {
  const may = useMay("admin");
  const mayWrite = useMay("write");
  const { name, bucket: _bucket, default: _default, ...rules } = root;
  const index = useChange({
    ask: () => indexBelow(root.path),
    stale: ["jobs"],
    doing: t("settings.folders.index_doing"),
  });
  const remove = useChange({
    ask: () => deleteRoot(name),
    stale: ["settings", "library", "storage"],
    doing: t("settings.folders.remove_doing"),
    onDone: () => offerUndo(t("settings.folders.removed", { name }), () => addAgain.mutateAsync()),
  });
  const addAgain = useChange({
    ask: () => putRoot(name, rules),
    stale: ["settings", "library", "storage"],
    doing: t("settings.folders.save_doing"),
  });
  const layout = all.layouts.find(({ id }) => id === (root.layout ?? all.layout));
  return (
    <Row
      title={name}
      badge={
        <>
          {root.default && <Badge tt="none">{t("settings.folders.first")}</Badge>}
          {root.read_only && (
            <Badge color="gray" variant="light" tt="none">
              {t("settings.folders.read_only")}
            </Badge>
          )}
        </>
      }
      lines={[
        root.path,
        [
          !root.bucket && layout?.name,
          root.priority !== 0 && t("settings.folders.priority_is", { number: root.priority }),
          root.min_free > 0 && t("settings.folders.floor_is", { size: bytes(root.min_free) }),
          root.types.length > 0 && root.types.join(", "),
        ]
          .filter(Boolean)
          .join(" · "),
        Object.entries(root.templates)
          .map(([kind, template]) => `${kind}/${template}`)
          .join(" · "),
      ]}
      actions={
        <>
          {!root.bucket && (
            <Button
              size="compact-sm"
              variant="light"
              disabled={!mayWrite}
              loading={index.isPending}
              aria-label={`${t("settings.folders.index")}: “${name}”`}
              onClick={() => index.run()}
            >
              {t("settings.folders.index")}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="light"
            disabled={!may}
            aria-expanded={isEdited}
            aria-label={`${t("settings.edit")}: “${name}”`}
            onClick={onEdit}
          >
            {t("settings.edit")}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            disabled={!may}
            loading={remove.isPending}
            aria-label={`${t("settings.folders.remove")}: “${name}”`}
            onClick={() => remove.run()}
          >
            {t("settings.folders.remove")}
          </Button>
        </>
      }
    >
      {isEdited && <RootForm root={root} all={all} onDone={onEdit} />}
    </Row>
  );
}
