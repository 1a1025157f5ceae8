namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>A file of a root: one on a disk, or an object of a bucket.</summary>
/// <param name="Path">Below the root, with <c>/</c>; from a bucket it may be anything.</param>
/// <param name="SizeBytes">How long it is.</param>
internal sealed record RootFile(string Path, long SizeBytes)
{
    /// <summary>What changes when the object does; null on a disk.</summary>
    public string? Tag { get; init; }

    /// <summary>The SHA-256 that the root tells without being asked for the one file; null where it does not.</summary>
    public string? Sha256 { get; init; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Empty at the top.</summary>
    public string Folder => Path.LastIndexOf('/') is > 0 and var end ? Path[..end] : "";
}

/// <summary>A model with what goes where it goes.</summary>
/// <param name="Path">The file, or the folder that is one model.</param>
/// <param name="Files">The one file, or all of the folder; what makes a folder a model comes last.</param>
/// <param name="Companions">Records, notes and pictures beside it; another format of the same model may have them too.</param>
internal sealed record RootUnit(string Path, IReadOnlyList<RootFile> Files, IReadOnlyList<RootFile> Companions)
{
    public bool IsFolder => Files.Count != 1 || Files[0].Path != Path;
}
