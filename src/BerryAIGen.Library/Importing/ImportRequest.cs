using System.Text.Json.Serialization;

namespace BerryAIGen.Library.Importing;

/// <summary>A file of one's own that is to become a model of the library.</summary>
public sealed record ImportRequest
{
    /// <summary>Where it lies on this machine.</summary>
    public required string Path { get; init; }

    /// <summary>What it is to be called; null for the name that it has.</summary>
    public string? FileName { get; init; }

    /// <summary>What people call the model; null for the file's name.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of folder, such as <c>loras</c>, or a model type; null lets the header decide.</summary>
    public string? ModelType { get; init; }

    public string? BaseModel { get; init; }

    public string? Version { get; init; }

    public IReadOnlyList<string> TriggerWords { get; init; } = [];

    /// <summary>A picture or film on this machine that is put beside it; null for none.</summary>
    public string? PreviewPath { get; init; }

    /// <summary>The same as its bytes, for a preview that came over the network.</summary>
    public byte[]? Preview { get; init; }

    /// <summary>Exactly this folder; null for the layout's.</summary>
    public string? Folder { get; init; }

    /// <summary>The root, by name or path; null for the settings'.</summary>
    public string? Root { get; init; }

    /// <summary>The layout's id; null for the settings'.</summary>
    public string? Layout { get; init; }

    /// <summary>Leave it where it lies and only write down what it is.</summary>
    public bool InPlace { get; init; }

    /// <summary>The file was written for this import alone: it is moved, and gone when it is refused.</summary>
    public bool IsUpload { get; init; }

    /// <summary>How far an earlier run of the same import came; null for the beginning.</summary>
    [JsonIgnore]
    public ImportPlace? Place { get; init; }

    /// <summary>
    /// Told how far it came, before more is written. What is there when it is stopped then stays for the next run, an upload
    /// until <see cref="ModelImport.DiscardUpload"/>; null leaves nothing behind.
    /// </summary>
    [JsonIgnore]
    public Func<ImportPlace, CancellationToken, Task>? KeepPlace { get; init; }

    /// <summary>Import it although the scan calls it dangerous.</summary>
    public bool AcceptsDanger { get; init; }
}

/// <summary>What came of an import.</summary>
/// <param name="Path">Where the model is.</param>
/// <param name="State">What was done.</param>
public sealed record ImportedModel(string Path, ImportState State)
{
    public required string Sha256 { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>The record beside it; null where none may be written.</summary>
    public string? Sidecar { get; init; }

    /// <summary>What a person should know; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>What an import did.</summary>
public enum ImportState
{
    /// <summary>The model is in its folder now.</summary>
    Imported,

    /// <summary>The same bytes were there before.</summary>
    AlreadyPresent,

    /// <summary>It stays where it was, and is known now.</summary>
    Registered,
}
