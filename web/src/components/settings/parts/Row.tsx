import { Group, Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** One of a list: what it is, what is known of it, and what can be done with it. */
export function Row({
  title,
  badge,
  lines,
  actions,
  children,
}: {
  title: ReactNode;
  badge?: ReactNode;
  lines?: readonly ReactNode[];
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Paper withBorder p="sm" component="li" style={{ listStyle: "none" }}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <div style={{ flex: "1 1 240px", minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={500} component="div" style={{ overflowWrap: "anywhere" }}>
              {title}
            </Text>
            {badge}
          </Group>
          {lines?.filter(Boolean).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
            <Text key={index} size="sm" c="dimmed" component="div" style={{ overflowWrap: "anywhere" }}>
              {line}
            </Text>
          ))}
        </div>
        {actions && <Group gap={4}>{actions}</Group>}
      </Group>
      {children}
    </Paper>
  );
}

/** The list around them. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Stack gap="xs" component="ul" aria-label={label} m={0} p={0}>
      {children}
    </Stack>
  );
}
