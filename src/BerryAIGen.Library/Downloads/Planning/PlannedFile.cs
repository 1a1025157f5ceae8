using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Identification.Routing;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>What a download will do with one file, before its first byte.</summary>
public sealed record PlannedFile
{
    public required Reference Reference { get; init; }

    public required RemoteFile File { get; init; }

    /// <summary>The name it gets if nothing else has it; provisional while only the transfer can tell.</summary>
    public required string Name { get; init; }

    /// <summary>Where it goes.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder whose record tells of the file, unless one nearer to it has a record of its own; null is <see cref="Folder"/>.</summary>
    public string? Root { get; init; }

    /// <summary>What the header may still change about the folder; null where a person named it.</summary>
    public HeaderRoute? Route { get; init; }

    /// <summary>The part, in a folder of the same file system.</summary>
    public required string PartPath { get; init; }

    /// <summary>False while the name is only a guess and the server's answer may know a better one.</summary>
    public bool IsNameFinal { get; init; } = true;

    /// <summary>The equal file that is already there; then nothing is transferred.</summary>
    public PresentFile? Present { get; init; }

    /// <summary>Bytes that must stay free when it is there, by the rules of its root.</summary>
    public long FloorBytes { get; init; }

    /// <summary>What the rules of its root do with a checkpoint once it is there; null for nothing.</summary>
    public AfterDownload? AfterDownload { get; init; }

    /// <summary>What happens when a different file already has the name.</summary>
    public ConflictRule OnConflict { get; init; } = ConflictRule.Number;

    /// <summary>Publish it although a scan calls it dangerous.</summary>
    public bool AcceptsDanger { get; init; }

    /// <summary>Whether bytes that are refused are kept as evidence.</summary>
    internal bool KeepsRejected { get; init; } = true;

    /// <summary>Where it will be when a different file has its name; null when the name is free.</summary>
    public string? FreePath { get; init; }

    /// <summary>Why it is left alone although nothing is wrong.</summary>
    public string? Skip { get; init; }

    /// <summary>What happens to an archive that holds models.</summary>
    public ArchiveRule Archives { get; init; } = ArchiveRule.Unpack;

    /// <summary>The models that came out of this archive earlier; then nothing is transferred.</summary>
    public IReadOnlyList<string>? UnpackedBefore { get; init; }

    /// <summary>Applications whose sidecars are written as well.</summary>
    public IReadOnlyList<string> Sidecars { get; init; } = [];

    public bool WantsPreview { get; init; } = true;

    /// <summary>What a person should know: another file has the name, the format goes elsewhere.</summary>
    public string? Note { get; init; }

    /// <summary>Why nothing will be done.</summary>
    public Failure? Refusal { get; init; }

    /// <summary>Why a file may not be called so; null for no such rule.</summary>
    internal Func<string, string?>? NameRule { get; init; }

    /// <summary>Why it is not put under its name; what a source says that it is proves nothing: its owner writes that.</summary>
    internal Failure? FindNameRefusal() =>
        NameRule?.Invoke(Name) is { } why
            ? new Failure(
                FailureCode.Policy,
                $"The file would be called {Name}, {why}; give it a \"filename\" that says what it is."
            )
            : null;

    public string TargetPath => Path.Combine(Folder, Name);
}

/// <summary>A file on disk that is the wanted one.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="SizeBytes">How long it is.</param>
/// <param name="Sha256">The hash that was computed of it.</param>
public sealed record PresentFile(string Path, long SizeBytes, string Sha256)
{
    /// <summary>The root it lies in when that is not the target's.</summary>
    public string? Root { get; init; }

    /// <summary>True where nothing may be written, not even a record.</summary>
    public bool IsReadOnly { get; init; }
}
