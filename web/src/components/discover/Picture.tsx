import { Center } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LEVELS, levelAt, levelsQuery, levelWord } from "@/app/levels";
import { Leveled } from "@/components/parts/Leveled";
import type { FoundPicture } from "./found/detail";

/** A picture of a source, by way of this server: blurred above the person's own limit, and never from another host. */
export function Picture({ picture, width }: { picture: FoundPicture | null | undefined; width: number }) {
  const { data: levels } = useQuery(levelsQuery);
  const [isLost, setLost] = useState(false);
  if (!picture || isLost)
    return (
      <Center h="100%" w="100%" c="dimmed">
        <IconPhotoOff size={32} aria-hidden />
      </Center>
    );
  const most = LEVELS.findIndex((level) => level === (levels?.browsing_limit ?? "pg"));
  // Until the limit is known nothing above the mildest is shown.
  const display = levelAt(picture.level || 1) <= most ? "show" : levels?.above === "hide" ? "hide" : "blur";
  return (
    <div style={{ height: "100%", width: "100%" }}>
      <Leveled display={display} level={levelWord(picture.level)}>
        <img
          src={`${picture.small_address}&width=${width}`}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setLost(true)}
          style={{ width: "100%", height: "100%", objectFit: "cover", display: "block" }}
        />
      </Leveled>
    </div>
  );
}
