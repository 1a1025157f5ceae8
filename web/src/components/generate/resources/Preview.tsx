import { Center } from "@mantine/core";
import { IconCube } from "@tabler/icons-react";
import { useState } from "react";

/** The picture of a model; a sign where there is none, or it does not come. */
export function Preview({ src, size }: { src: string | null | undefined; size: number | "100%" }) {
  const [failed, setFailed] = useState<string>();
  if (!src || failed === src)
    return (
      <Center w={size} h={size} bg="var(--mantine-color-default-hover)" c="dimmed" style={{ borderRadius: 4 }}>
        <IconCube size={size === "100%" ? 32 : 22} aria-hidden />
      </Center>
    );
  return (
    <img
      src={src}
      alt=""
      loading="lazy"
      decoding="async"
      style={{ width: size, height: size, objectFit: "cover", borderRadius: 4, display: "block" }}
      onError={() => setFailed(src)}
    />
  );
}
