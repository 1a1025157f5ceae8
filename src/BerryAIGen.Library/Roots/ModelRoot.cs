using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots;

/// <summary>One place for models, with its own rules; a row of <c>roots</c> in the settings.</summary>
public sealed record ModelRoot
{
    /// <summary>What a person calls it; unique.</summary>
    public required string Name { get; init; }

    /// <summary>The application's folder or its models folder, or <c>s3://bucket/prefix</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The layout's id; null for the one that the call or the settings name.</summary>
    public string? Layout { get; init; }

    /// <summary>The highest is asked first; equal ones in the order of the settings.</summary>
    public int Priority { get; init; }

    /// <summary>What lies there counts as present, and nothing is ever written there.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Bytes that a download must leave free.</summary>
    public long MinFreeBytes { get; init; }

    /// <summary>The kinds of folders it takes; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Sub-folders by kind, <c>*</c> for all that have no row of their own.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    /// <summary>The server of a bucket; null for the one of the environment or the settings, else Amazon's.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The region of a bucket; null for that of the environment, the settings or the profile.</summary>
    public string? Region { get; init; }

    /// <summary>The profile whose key a bucket is asked with; null for the key of the environment. No key stands here itself.</summary>
    public string? Profile { get; init; }

    /// <summary>True for a root in a bucket.</summary>
    public bool IsBucket => Path.StartsWith(S3Place.Start, StringComparison.OrdinalIgnoreCase);

    /// <summary>What happens to a checkpoint once it is there; null for nothing.</summary>
    public AfterDownload? AfterDownload { get; init; }
}
