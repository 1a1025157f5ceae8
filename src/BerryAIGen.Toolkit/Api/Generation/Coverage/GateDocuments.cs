using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Toolkit.Api.Generation.Coverage;

/// <summary>The gates.</summary>
/// <param name="Gates">By their ids.</param>
/// <param name="Experimental">The ids of ecosystems that bear a badge.</param>
internal sealed record GatesDocument(IReadOnlyList<GateDocument> Gates, IReadOnlyList<string> Experimental);

/// <summary>Holds something back from everybody but its audience.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Audience">Who may use it all the same: <c>moderators</c>, <c>testers</c>, <c>members</c>, <c>nobody</c>.</param>
/// <param name="Presentation">What the others see: <c>hidden</c> or <c>disabled</c>.</param>
/// <param name="Message">What they are told; absent for words of ours.</param>
/// <param name="Ecosystems">Ids of ecosystems.</param>
/// <param name="Workflows">Keys of workflows.</param>
/// <param name="Versions">Numbers of versions.</param>
internal sealed record GateDocument(
    string Id,
    string Audience,
    string Presentation,
    string? Message,
    IReadOnlyList<string> Ecosystems,
    IReadOnlyList<string> Workflows,
    IReadOnlyList<long> Versions
)
{
    public static GateDocument Of(GateRule rule) =>
        new(rule.Id, rule.Audience, rule.Presentation, rule.Message, rule.Ecosystems, rule.Workflows, rule.Versions);
}

/// <summary>What a gate is to be; all of it is replaced.</summary>
/// <param name="Audience">Who may use it all the same: <c>moderators</c>, <c>testers</c>, <c>members</c>, <c>nobody</c>.</param>
/// <param name="Presentation">What the others see: <c>hidden</c> or <c>disabled</c>, which it is without it.</param>
/// <param name="Message">What they are told.</param>
/// <param name="Ecosystems">By their ids, keys or names.</param>
/// <param name="Workflows">By their keys.</param>
/// <param name="Versions">By their numbers.</param>
internal sealed record GateQuestion(
    string? Audience,
    string? Presentation,
    string? Message,
    IReadOnlyList<string>? Ecosystems,
    IReadOnlyList<string>? Workflows,
    IReadOnlyList<long>? Versions
);

/// <summary>A gate that was removed.</summary>
internal sealed record RemovedGate(string Message, string Id);

/// <summary>Which ecosystems bear a badge.</summary>
/// <param name="Ecosystems">By their ids, keys or names; absent goes back to what the definitions say.</param>
internal sealed record ExperimentsQuestion(IReadOnlyList<string>? Ecosystems);

/// <summary>Which ecosystems bear a badge.</summary>
/// <param name="Experimental">Their ids.</param>
internal sealed record ExperimentsDocument(IReadOnlyList<string> Experimental);

internal static class GateDocuments
{
    /// <summary>What a gate does; null when it is open.</summary>
    public static string? Word(GateOutcome outcome) =>
        outcome switch
        {
            GateOutcome.MemberOnly => "member_only",
            GateOutcome.Disabled => "disabled",
            GateOutcome.Hidden => "hidden",
            _ => null,
        };
}
