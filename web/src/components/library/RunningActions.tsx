// biome-ignore-all lint/a11y/noStaticElementInteractions: it only keeps what is pressed inside to itself
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the same
import { Standalone } from "@/app/Standalone";
import { DownloadActions, type DownloadHandlers } from "@/components/downloads/DownloadActions";
import type { DownloadTask } from "@/components/downloads/tasks";

interface Props {
  task: DownloadTask;
  handlers?: DownloadHandlers;
  isReachable?: boolean;
}

/** Pauses, resumes and cancels the download of a model where the model stands: on its card, in its row, in its details. */
export default function RunningActions(props: Props) {
  return (
    // The question before cancelling stands elsewhere on the page, and still belongs to the card for React: a press in it
    // would open the model, and Escape would take the selection away.
    <div
      style={{ display: "inline-block" }}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Standalone>
        <DownloadActions {...props} isSmall />
      </Standalone>
    </div>
  );
}
