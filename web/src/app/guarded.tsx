import { Component, type ComponentType, type ReactNode } from "react";
import { showError } from "@/lib/error-handler";
import { t } from "@/text";

interface Props {
  /** What is shown instead. */
  instead: (problem: unknown, again: () => void) => ReactNode;
  onFail?: (problem: unknown) => void;
  children: ReactNode;
}

/** Keeps what fails inside from taking the page with it. */
export class Guard extends Component<Props, { problem?: { is: unknown } }> {
  override state: { problem?: { is: unknown } } = {};

  static getDerivedStateFromError(problem: unknown) {
    return { problem: { is: problem } };
  }

  override componentDidCatch(problem: unknown): void {
    this.props.onFail?.(problem);
  }

  override render(): ReactNode {
    const { problem } = this.state;
    return problem ? this.props.instead(problem.is, () => this.setState({ problem: undefined })) : this.props.children;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: each place has props of its own
type AnyComponent = ComponentType<any>;
// The same two make the same component every time, or React would build everything below it anew.
const made = new WeakMap<AnyComponent, Map<AnyComponent, AnyComponent>>();
const told = new WeakSet<AnyComponent>();

/** A script's component that gives its place back to ours when it throws. */
export function guarded<Props extends object>(
  theirs: ComponentType<Props>,
  ours: ComponentType<Props>,
  script: string,
): ComponentType<Props> {
  const pairs = made.get(theirs) ?? new Map<AnyComponent, AnyComponent>();
  made.set(theirs, pairs);
  const old = pairs.get(ours);
  if (old) return old;
  const Theirs = theirs as AnyComponent;
  const Ours = ours as AnyComponent;
  const both = (props: Props) => (
    <Guard
      instead={() => <Ours {...props} />}
      onFail={(problem) => {
        // A list of cards fails a hundred times and is worth one sentence.
        if (told.has(theirs)) return;
        told.add(theirs);
        showError(
          t("extensions.component", { name: script || t("extensions.some") }),
          problem instanceof Error ? problem.message : String(problem),
        );
      }}
    >
      <Theirs {...props} />
    </Guard>
  );
  pairs.set(ours, both);
  return both;
}
