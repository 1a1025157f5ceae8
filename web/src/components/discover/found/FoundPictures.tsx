import "@/text/en/discover";
import { Group } from "@mantine/core";
import { t } from "@/text";
import { Picture } from "../Picture";
import type { FoundPicture } from "./detail";

const MOST = 12;

/** Pictures that were made with a version. */
export function FoundPictures({ pictures }: { pictures: readonly FoundPicture[] }) {
  if (pictures.length === 0) return null;
  return (
    <Group
      component="ul"
      gap="xs"
      wrap="nowrap"
      p={0}
      m={0}
      tabIndex={0}
      aria-label={t("discover.pictures")}
      style={{ listStyle: "none", overflowX: "auto" }}
    >
      {pictures.slice(0, MOST).map((picture) => (
        <li
          key={picture.address}
          style={{
            flex: "0 0 auto",
            height: 180,
            width: 140,
            overflow: "hidden",
            borderRadius: "var(--mantine-radius-md)",
            background: "var(--mantine-color-default-hover)",
          }}
        >
          <Picture picture={picture} width={320} />
        </li>
      ))}
    </Group>
  );
}
