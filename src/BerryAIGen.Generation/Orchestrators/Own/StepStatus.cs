namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>The words of the contract for how far a workflow, a step or a job is.</summary>
public static class StepStatus
{
    public const string Unassigned = "unassigned";
    public const string Processing = "processing";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Expired = "expired";
    public const string Canceled = "canceled";

    /// <summary>Those that a callback may ask for.</summary>
    public static IReadOnlyList<string> Told { get; } = [Unassigned, Processing, Succeeded, Failed, Expired, Canceled];

    /// <summary>Whether it never changes again.</summary>
    public static bool IsTerminal(string status) => status is Succeeded or Failed or Expired or Canceled;
}
