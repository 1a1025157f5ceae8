using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Keeping.Repairs;

/// <summary>The reference by which the very same file can be had again.</summary>
/// <param name="Text">As a person would paste it.</param>
/// <param name="Choice">Which file of it.</param>
internal sealed record RepairReference(string Text, FileChoice Choice)
{
    /// <summary>By the ids of the source, else its address, else the hash; null when nothing of these is recorded.</summary>
    public static RepairReference? Find(FileOrigin? origin, string? sha256) =>
        origin switch
        {
            { VersionId: { } version, ModelId: { } model } => new($"{model}@{version}", OfFile(origin)),
            { VersionId: { } version } => new($"version:{version}", OfFile(origin)),
            { Url: { } url } => new(url, FileChoice.Primary),
            _ when sha256 is not null => new($"hash:{sha256}", FileChoice.Primary),
            _ => null,
        };

    private static FileChoice OfFile(FileOrigin origin) => FileChoice.Primary with { FileId = origin.FileId };
}
