import "@/text/en/library";
import { notifications } from "@mantine/notifications";
import type { QueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { handleApiError, tellError } from "@/lib/error-handler";
import { offerUndo } from "@/lib/undo";
import { t } from "@/text";
import { noteDownload } from "./live";

// A held key or a double click begins one download.
const asking = new Set<string>();

/** Begins to download a model. It is said at once, and taken back when the server refuses. */
export async function download(client: QueryClient, id: string, name: string): Promise<void> {
  if (asking.has(id)) return;
  asking.add(id);
  const told = notifications.show({
    title: t("library.download_started"),
    message: name,
    color: "teal",
    withBorder: true,
  });
  try {
    noteDownload(await body(api.POST("/api/models/download", { body: { model_id: id } as never })));
    void client.invalidateQueries({ queryKey: ["downloads"] });
    void client.invalidateQueries({ queryKey: ["library"] });
  } catch (problem) {
    const { title, message, steps } = handleApiError(problem, t("library.doing_download", { name }));
    notifications.update({
      id: told,
      title,
      message: [message, ...steps].join(" "),
      color: "red",
      autoClose: false,
      withBorder: true,
      role: "alert",
    });
  } finally {
    asking.delete(id);
  }
}

/** Throws a model away, with a way back. */
export async function moveToTrash(client: QueryClient, id: string, name: string): Promise<boolean> {
  if (asking.has(id)) return false;
  asking.add(id);
  try {
    const { trash_item } = await body(api.DELETE("/api/models/{id}", { params: { path: { id } } }));
    refresh(client);
    if (trash_item) offerUndo(t("library.trashed", { name }), () => restore(client, [trash_item]));
    return true;
  } catch (problem) {
    tellError(problem, t("library.doing_trash", { name }));
    return false;
  } finally {
    asking.delete(id);
  }
}

/** Brings models back from the trash. @throws Error when one could not come back; the message names it. */
export async function restore(client: QueryClient, items: string[]): Promise<void> {
  const outcome = await body(api.POST("/api/models/trash/restore", { body: { items } }));
  refresh(client);
  const failed = outcome.items.filter(({ error }) => error);
  if (failed.length > 0)
    throw new Error(failed.map(({ item, subject, error }) => `${item?.path ?? subject}: ${error?.message}`).join(" "));
}

/** Forgets all answers that a change of the library makes old. */
export function refresh(client: QueryClient): void {
  for (const key of ["library", "model", "facets", "trash", "storage"])
    void client.invalidateQueries({ queryKey: [key] });
}
