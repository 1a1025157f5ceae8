import "@/text/en/settings";
import {
  IconAdjustments,
  IconBell,
  IconBox,
  IconBrain,
  IconCertificate,
  IconDownload,
  IconFlask,
  IconFolders,
  IconInfoCircle,
  IconKey,
  IconNetwork,
  IconPhoto,
  IconRefresh,
  IconShieldLock,
  IconUsers,
  IconWebhook,
} from "@tabler/icons-react";
import type { ComponentType, LazyExoticComponent } from "react";
import { lazily } from "@/lib/lazily";
import type { TextKey } from "@/text";

export interface SettingsTab {
  /** Its word in the address. */
  id: string;
  title: TextKey;
  icon: typeof IconBox;
  /** Fetched when it is opened for the first time. */
  Page: LazyExoticComponent<ComponentType>;
}

const tab = (
  id: string,
  title: TextKey,
  icon: typeof IconBox,
  load: () => Promise<{ default: ComponentType }>,
): SettingsTab => ({ id, title, icon, Page: lazily(load) });

/** The matters of the settings, in the order of the menu. One more is one line and one file. */
export const TABS: readonly SettingsTab[] = [
  tab("general", "settings.general", IconAdjustments, () => import("./tabs/General")),
  tab("llm", "settings.llm", IconBrain, () => import("@/components/settings/LLMSettings")),
  tab("folders", "settings.folders", IconFolders, () => import("./tabs/Folders")),
  tab("downloads", "settings.downloads", IconDownload, () => import("./tabs/Downloads")),
  tab("network", "settings.network", IconNetwork, () => import("./tabs/Network")),
  tab("sources", "settings.sources", IconCertificate, () => import("./tabs/Sources")),
  tab("updates", "settings.updates", IconRefresh, () => import("./tabs/Updates")),
  tab("subscriptions", "settings.subscriptions", IconBell, () => import("./tabs/Subscriptions")),
  tab("webhooks", "settings.webhooks", IconWebhook, () => import("./tabs/Webhooks")),
  tab("access", "settings.access", IconKey, () => import("./tabs/Access")),
  tab("pictures", "settings.pictures", IconPhoto, () => import("./tabs/Pictures")),
  tab("quarantine", "settings.quarantine", IconBox, () => import("./tabs/Quarantine")),
  tab("experiments", "settings.experiments", IconFlask, () => import("./tabs/Experiments")),
  tab("privacy", "settings.privacy", IconShieldLock, () => import("./tabs/Privacy")),
  tab("audit", "settings.audit", IconUsers, () => import("./tabs/Audit")),
  tab("about", "settings.about", IconInfoCircle, () => import("./tabs/About")),
];

export function findTab(id: string): SettingsTab | undefined {
  return TABS.find((one) => one.id === id);
}
