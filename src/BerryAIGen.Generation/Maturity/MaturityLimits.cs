using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Maturity;

/// <summary>What a person asks for at most, and sees at most.</summary>
public sealed record MaturityLimits
{
    public const string Show = "show";
    public const string Blur = "blur";
    public const string Hide = "hide";

    /// <summary>Results that are more mature than this are not asked for; <c>xxx</c> asks for whatever comes.</summary>
    public string Request
    {
        get => field ?? "xxx";
        init;
    }

    /// <summary>Results that are more mature than this are blurred or hidden.</summary>
    public string Browsing
    {
        get => field ?? "pg13";
        init;
    }

    /// <summary><c>blur</c> or <c>hide</c>: what happens to those.</summary>
    public string Above
    {
        get => field ?? Blur;
        init;
    }

    /// <summary>Whether mature results are asked for at all.</summary>
    public bool AsksForMature => MaturityLevel.BitOf(Request) >= MaturityLevel.R;

    /// <exception cref="LibraryException">A word is none of the levels; it is named.</exception>
    public MaturityLimits Checked()
    {
        foreach (
            var (name, word) in (ReadOnlySpan<(string, string)>)
                [("request_limit", Request), ("browsing_limit", Browsing)]
        )
        {
            if (MaturityLevel.TryBitOf(word) is null)
                throw new LibraryException(
                    FailureCode.Usage,
                    $"\"{name}\" is one of {string.Join(", ", MaturityLevel.Words)}, not \"{word}\"."
                );
        }

        return Above is Blur or Hide
            ? this
            : throw new LibraryException(FailureCode.Usage, $"\"above\" is blur or hide, not \"{Above}\".");
    }

    /// <summary>What is done with a result: <c>show</c>, <c>blur</c> or <c>hide</c>.</summary>
    /// <param name="level">The orchestrator's word; null where nobody rated it.</param>
    /// <param name="blockedReason">Why the orchestrator withholds it; null when it does not.</param>
    public string DisplayOf(string? level, string? blockedReason) =>
        blockedReason is not null ? Hide
        : MaturityLevel.BitOf(level) <= MaturityLevel.BitOf(Browsing) ? Show
        : Above;

    /// <summary>Refuses a result that is hidden from this person: neither it nor its address is given away.</summary>
    /// <param name="id">Which.</param>
    /// <param name="level">The orchestrator's word; null where nobody rated it.</param>
    /// <param name="blockedReason">Why the orchestrator withholds it; null when it does not.</param>
    /// <exception cref="LibraryException">It is hidden.</exception>
    public void RequireShown(string id, string? level, string? blockedReason)
    {
        if (DisplayOf(level, blockedReason) == Hide)
            throw new LibraryException(
                FailureCode.Policy,
                blockedReason is { } reason
                    ? $"The result {id} is withheld by the orchestrator: {reason}."
                    : $"The result {id} is more mature than your browsing limit; PUT /api/generation/levels changes it."
            );
    }

    /// <summary>Puts the limit into a workflow, in the place of one that it had.</summary>
    /// <param name="body">The workflow; it is changed.</param>
    /// <param name="isPrivate">A model takes part that is the person's alone: results must be safe, whatever the limit is.</param>
    public void ApplyTo(JsonObject body, bool isPrivate)
    {
        var bit = MaturityLevel.BitOf(Request);
        if (isPrivate)
            bit = Math.Min(bit, MaturityLevel.Pg13);
        body.Remove("nsfwLevel");
        body.Remove("allowMatureContent");
        if (bit >= MaturityLevel.Xxx)
            return;
        body["nsfwLevel"] = MaturityLevel.WordOf(bit);
        if (bit <= MaturityLevel.Pg13)
            body["allowMatureContent"] = false;
    }
}
