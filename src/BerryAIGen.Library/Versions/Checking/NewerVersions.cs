using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Versions.Checking;

/// <summary>What a look through the newer versions of a model found.</summary>
internal sealed class NewerVersions
{
    /// <summary>The newest that everybody can have and that is not here.</summary>
    public OfferedUpdate? Open { get; set; }

    /// <summary>The newest one in early access, newer than what is open or here.</summary>
    public OfferedUpdate? Early { get; set; }

    /// <summary>The newest one that is here already.</summary>
    public OfferedUpdate? Here { get; set; }

    public List<string> OtherBases { get; } = [];

    public List<string> WithoutVariant { get; } = [];

    public List<int> IgnoredVersions { get; } = [];

    public FileTraits Traits { get; set; } = FileTraits.None;

    /// <summary>Why none of the newer versions is offered; null when there is none.</summary>
    /// <param name="baseModel">What the file itself is for; null when nobody says.</param>
    public string? WhyNone(string? baseModel) =>
        Sentences.Join(
            OtherBases.Count > 0 && baseModel is null ? "for which base model the file is, is not known" : null,
            OtherBases.Count == 0 ? null : $"newer versions are for {string.Join(", ", OtherBases.Distinct())}",
            WithoutVariant.Count == 0
                ? null
                : $"{string.Join(", ", WithoutVariant)} has no such file ({Traits}) among its files",
            IgnoredVersions.Count == 0
                ? null
                : $"you ignore {(IgnoredVersions.Count == 1 ? "version" : "versions")} {string.Join(", ", IgnoredVersions)}"
        );
}
