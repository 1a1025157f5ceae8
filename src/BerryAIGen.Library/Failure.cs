using System.Globalization;

namespace BerryAIGen.Library;

/// <summary>Why something was not done: one sentence a person can act on, and a code a program can act on.</summary>
/// <param name="Code">The class of the failure; hosts map it to an exit code or a status.</param>
/// <param name="Message">What, which one, and what to do; never holds a secret.</param>
/// <param name="IsRetryable">True when the same call may succeed later without a change.</param>
public sealed record Failure(FailureCode Code, string Message, bool IsRetryable = false)
{
    private const string DeadlineDetail = "deadline";
    private const string DangerDetail = "danger";

    /// <summary>True when the source has it no longer, or never had it: another one may.</summary>
    public bool IsGone { get; init; }

    /// <summary>When it ends by itself, as early access does; null when nobody said so.</summary>
    public DateTimeOffset? Deadline
    {
        get =>
            Details.TryGetValue(DeadlineDetail, out var text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
                ? end
                : null;
        init =>
            Details = value is { } end
                ? new Dictionary<string, string>(Details) { [DeadlineDetail] = end.ToString("O") }
                : Details;
    }

    /// <summary>What a scan says against a file that a person may accept all the same; null where there is no such choice.</summary>
    public string? Danger
    {
        get => Details.GetValueOrDefault(DangerDetail);
        init => Details = value is null ? Details : new Dictionary<string, string>(Details) { [DangerDetail] = value };
    }

    /// <summary>Further steps to try, most promising first.</summary>
    public IReadOnlyList<string> ResolutionSteps { get; init; } = [];

    /// <summary>Numbers for a program, such as bytes; they stand among the <see cref="Details"/> of the error body.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();

    /// <summary>Facts for a program: ids, sizes, hashes, a deadline.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}
