import { Box, Button, Center, Text } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { t } from "@/text";

/** How a picture is shown, as the server decided by its level and the person's limit. */
export type Display = "show" | "blur" | "hide";

/** Shows a picture, blurs it until somebody asks for it, or says that it is hidden. */
export function Leveled({
  display,
  level,
  onShown,
  children,
}: {
  display: Display;
  level?: string | null;
  /** Called when somebody asked for it and it is there: the button that had the focus is gone. */
  onShown?: () => void;
  children: ReactNode;
}) {
  const [asked, setAsked] = useState(false);
  const tell = useRef(onShown);
  tell.current = onShown;
  useEffect(() => {
    if (asked) tell.current?.();
  }, [asked]);
  if (display === "hide")
    return (
      <Center h="100%" bg="var(--mantine-color-default-hover)">
        <Text size="xs" c="dimmed">
          {t("level.hidden", { level: level ?? t("unknown") })}
        </Text>
      </Center>
    );
  if (display === "show" || asked) return children;
  return (
    <Box pos="relative" h="100%" style={{ overflow: "hidden" }}>
      <Box h="100%" style={{ filter: "blur(24px)", pointerEvents: "none" }} aria-hidden inert>
        {children}
      </Box>
      <Center pos="absolute" inset={0}>
        <Button size="compact-xs" variant="default" onClick={() => setAsked(true)}>
          {t("level.show")} {level}
        </Button>
      </Center>
    </Box>
  );
}
