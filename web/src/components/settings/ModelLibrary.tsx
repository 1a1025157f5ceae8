import { registerComponent } from "@/app/extensions";
import { Standalone } from "@/app/Standalone";
import { Library } from "@/components/library/Library";
import type { ModelInfo } from "@/components/library/models";

export interface ModelLibraryProps {
  /** Called with a model that somebody chose; without it a choice opens the model's details. */
  onModelSelect?: (model: ModelInfo) => void;
}

/** The library, alone or on its page. */
export default function ModelLibrary({ onModelSelect }: ModelLibraryProps) {
  return (
    <Standalone>
      <Library onModelSelect={onModelSelect} />
    </Standalone>
  );
}

/** Puts a component of one's own in the place of ours, such as `ModelCard`. */
ModelLibrary.registerComponent = registerComponent;
