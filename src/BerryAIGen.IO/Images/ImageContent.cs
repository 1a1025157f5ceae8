using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Images;

/// <summary>What stands in a picture or video beside its pixels.</summary>
public sealed record ImageContent
{
    /// <summary>What the file is by its first bytes.</summary>
    public required Container Container { get; init; }

    /// <summary>Pixels from left to right; null when the file does not tell.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels from top to bottom; null when the file does not tell.</summary>
    public int? Height { get; init; }

    /// <summary>All texts, in the order of the file.</summary>
    public IReadOnlyList<ImageText> Texts { get; init; } = [];

    /// <summary>What could not be read, a sentence each; the rest was.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether the file is of a kind that this reader knows.</summary>
    public bool IsKnown =>
        Container
            is Container.Png
                or Container.Jpeg
                or Container.Gif
                or Container.WebP
                or Container.Avif
                or Container.Heic
                or Container.Mp4
                or Container.WebM
                or Container.Matroska;
}
