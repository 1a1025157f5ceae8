using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Batches;

/// <summary>One entry of a batch file.</summary>
internal sealed record BatchEntry
{
    /// <summary>Where it stands, for messages: "line 4 of list.txt", "download 2 (DreamShaper v8)".</summary>
    public required string Place { get; init; }

    /// <summary>What it names, as a reference; null when it is broken.</summary>
    public string? Reference { get; init; }

    /// <summary>The kind of folder, null to go by the type.</summary>
    public string? ModelType { get; init; }

    public string? FileName { get; init; }

    public int? FileId { get; init; }

    /// <summary>Why it cannot be read; the others can.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The entry as a request, with the defaults for what it does not say itself.</summary>
    public DownloadRequest ToRequest(DownloadRequest defaults) =>
        defaults with
        {
            References = [Reference!],
            Choice = FileId is null ? defaults.Choice : defaults.Choice with { FileId = FileId },
            Target = defaults.Target with
            {
                ModelType = ModelType ?? defaults.Target.ModelType,
                FileName = FileName ?? defaults.Target.FileName,
            },
        };
}
