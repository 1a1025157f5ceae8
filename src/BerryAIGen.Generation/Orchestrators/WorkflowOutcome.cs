using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators;

/// <summary>What came of a workflow, in our words.</summary>
public static class WorkflowOutcome
{
    /// <summary>Why it brought nothing; null while it runs and when it did.</summary>
    public static Failure? FailureOf(Workflow workflow) => OrchestratorFailures.Of(workflow);
}
