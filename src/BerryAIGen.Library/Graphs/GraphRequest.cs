using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Graphs;

/// <summary>A workflow whose models are looked for.</summary>
public sealed record GraphRequest
{
    /// <summary>Its file; with <see cref="Json"/> only what it is called in messages.</summary>
    public required string Path { get; init; }

    /// <summary>The workflow itself where it is in no file.</summary>
    public ReadOnlyMemory<byte>? Json { get; init; }

    /// <summary>Where models are, and would go.</summary>
    public DownloadTarget Target { get; init; } = DownloadTarget.Default;

    /// <summary>Ask everybody even where the workflow itself has an address: it may lead nowhere any more.</summary>
    internal bool AsksForMore { get; init; }

    /// <summary>Ask nobody beyond this machine.</summary>
    public bool IsLocal { get; init; }
}
