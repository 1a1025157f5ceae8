namespace BerryAIGen.Library.Safety;

/// <summary>What a scan found in one file.</summary>
public sealed record ScanReport
{
    public required string Path { get; init; }

    public required ScanVerdict Verdict { get; init; }

    /// <summary>Every global that the file's pickles name, the worst first.</summary>
    public IReadOnlyList<ScannedGlobal> Globals { get; init; } = [];

    /// <summary>What a person should know besides, one sentence each.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>How many whole pickles were read.</summary>
    public int Pickles { get; init; }
}
