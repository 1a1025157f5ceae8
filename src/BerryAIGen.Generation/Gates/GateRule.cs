using BerryAIGen.Library;

namespace BerryAIGen.Generation.Gates;

/// <summary>Holds something back from everybody but its audience.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Audience">Who may use it all the same; one of <see cref="GateWords.Audiences"/>.</param>
/// <param name="Presentation">What the others see; one of <see cref="GateWords.Presentations"/>.</param>
/// <param name="Message">What they are told; null for words of ours.</param>
/// <param name="Ecosystems">What it holds back: ids of ecosystems,</param>
/// <param name="Workflows">keys of workflows,</param>
/// <param name="Versions">numbers of versions.</param>
public sealed record GateRule(
    string Id,
    string Audience,
    string Presentation,
    string? Message,
    IReadOnlyList<string> Ecosystems,
    IReadOnlyList<string> Workflows,
    IReadOnlyList<long> Versions
)
{
    internal bool Names(string? workflow, string? ecosystem, long? version) =>
        (workflow is not null && Ecosystem(Workflows, workflow))
        || (ecosystem is not null && Ecosystem(Ecosystems, ecosystem))
        || (version is { } id && Versions.Contains(id));

    private static bool Ecosystem(IReadOnlyList<string> names, string name) =>
        names.Contains(name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>The words of gates.</summary>
public static class GateWords
{
    public const string Moderators = "moderators";
    public const string Testers = "testers";
    public const string Members = "members";
    public const string Nobody = "nobody";
    public const string Hidden = "hidden";
    public const string Disabled = "disabled";

    /// <summary>Who may pass, the narrowest first; each lets those before it pass as well.</summary>
    public static IReadOnlyList<string> Audiences { get; } = [Nobody, Moderators, Testers, Members];

    public static IReadOnlyList<string> Presentations { get; } = [Hidden, Disabled];

    /// <summary>What a key may say of who has it.</summary>
    public static IReadOnlyList<string> Callers { get; } = [Moderators, Testers, Members];

    /// <summary>One of the words, in small letters.</summary>
    /// <exception cref="LibraryException">It is none of them.</exception>
    public static string Require(string what, string? word, IReadOnlyList<string> words) =>
        words.FirstOrDefault(one => one.Equals(word?.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new LibraryException(
            FailureCode.Usage,
            $"The {what} is {string.Join(", ", words.SkipLast(1))} or {words[^1]}, not \"{word}\"."
        );
}
