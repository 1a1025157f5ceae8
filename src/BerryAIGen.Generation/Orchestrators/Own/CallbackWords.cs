namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>What callbacks may be told of: <c>workflow:*</c>, <c>step:failed</c>.</summary>
public static class CallbackWords
{
    public const string Workflow = "workflow";
    public const string Step = "step";
    public const string Job = "job";

    public static IReadOnlyList<string> All { get; } =
    [
        .. ((string[])[Workflow, Step, Job]).SelectMany(
            what => StepStatus.Told.Prepend("*"),
            (what, status) => $"{what}:{status}"
        ),
    ];

    /// <summary>Whether who asked for these words is told of this.</summary>
    public static bool Fits(IReadOnlyList<string> types, string what, string status) =>
        types.Contains($"{what}:*") || types.Contains($"{what}:{status}");
}
