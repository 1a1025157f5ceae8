using BerryAIGen.Library;

namespace BerryAIGen.Generation.Coverage;

/// <summary>Whether a model generates, at Civitai and on machines of one's own, and why not.</summary>
/// <param name="Civitai">At Civitai.</param>
/// <param name="Own">On machines of one's own, with the file that is here.</param>
public sealed record CoverageVerdict(CoverageAnswer Civitai, CoverageAnswer Own)
{
    /// <summary>Anywhere.</summary>
    public bool CanGenerate => Civitai.CanGenerate || Own.CanGenerate;

    /// <summary>In one place: one of <see cref="CoveragePlace.All"/>; null for anywhere.</summary>
    public bool CanGenerateAt(string? place) =>
        place switch
        {
            CoveragePlace.Civitai => Civitai.CanGenerate,
            CoveragePlace.Home => Own.CanGenerate,
            _ => CanGenerate,
        };

    /// <summary>The same where a gate stands before it.</summary>
    public CoverageVerdict Behind(CoverageReason gate) => new(Civitai.Behind(gate), Own.Behind(gate));
}

/// <summary>Whether a model generates in one place.</summary>
/// <param name="Rule">What lets it in: <c>listed</c>, <c>external</c>, <c>open</c>, <c>epoch</c>, <c>own_file</c>; null when nothing does.</param>
/// <param name="Reasons">Everything that stands against it; empty when it generates.</param>
public sealed record CoverageAnswer(string? Rule, IReadOnlyList<CoverageReason> Reasons)
{
    private static readonly string[] Doubtful =
    [
        "unknown",
        "not_answered",
        "not_asked",
        "licence_unknown",
        "checkpoint_not_loaded",
        "private",
        "early_access",
        "base_model_unknown",
    ];

    public bool CanGenerate => Rule is not null && Reasons.Count == 0;

    /// <summary>The reasons that hold whatever else is true; the others rest on what nobody has said, or only the owner knows.</summary>
    public IEnumerable<CoverageReason> Certain => Reasons.Where(reason => !Doubtful.Contains(reason.Code));

    internal CoverageAnswer Behind(CoverageReason gate) => this with { Reasons = [.. Reasons, gate] };
}

/// <summary>Something that stands against a model.</summary>
/// <param name="Code">For programs: <c>real_person</c>, <c>licence</c> …</param>
/// <param name="Message">One sentence for people.</param>
public sealed record CoverageReason(string Code, string Message);

/// <summary>Where a model belongs.</summary>
/// <param name="Ecosystem">The id of its ecosystem; null when it is not known.</param>
/// <param name="EcosystemName">What people call that.</param>
/// <param name="BaseModel">Civitai's name of its base model; null when only its header is known.</param>
/// <param name="Type">In Civitai's words; null when it is not known.</param>
public sealed record ResourcePlace(string? Ecosystem, string? EcosystemName, string? BaseModel, string? Type);

/// <summary>The places where models generate.</summary>
public static class CoveragePlace
{
    public const string Civitai = "civitai";
    public const string Home = "home";

    public static IReadOnlyList<string> All { get; } = [Civitai, Home];

    /// <summary>One of the words, in small letters; null for none, which is anywhere.</summary>
    /// <exception cref="GenerationException">It is none of them.</exception>
    public static string? Read(string? word) =>
        string.IsNullOrWhiteSpace(word)
            ? null
            : All.FirstOrDefault(place => place.Equals(word.Trim(), StringComparison.OrdinalIgnoreCase))
                ?? throw new GenerationException(
                    FailureCode.Usage,
                    "at",
                    $"at is {string.Join(" or ", All)}, not \"{word}\"."
                );
}
