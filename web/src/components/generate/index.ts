export { Feed } from "./Feed";
export { GenerationForm } from "./GenerationForm";
export { GenerationProvider } from "./GenerationProvider";
export { Queue } from "./Queue";
export { ResourceSelect } from "./resources/ResourceSelect";
export { ResourceSelectCard } from "./resources/ResourceSelectCard";
export { ResourceSelectDropdown } from "./resources/ResourceSelectDropdown";
export { usePersistForm } from "./usePersistForm";
