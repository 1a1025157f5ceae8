using System.Text.Json.Serialization;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Database.Downloads;

/// <summary>What a person wants to have: a model of the library, or whatever a reference names, and where to.</summary>
public sealed record DownloadOrder
{
    /// <summary>A model of the library that is to be had.</summary>
    public string? ModelId { get; init; }

    /// <summary>An address, a name or a number of a source, as one pastes it.</summary>
    public string? Reference { get; init; }

    /// <summary>Whose folder it goes to, such as <c>llama-cpp</c>; without it by what the model is.</summary>
    public string? Provider { get; init; }

    /// <summary>Exactly this folder.</summary>
    public string? Folder { get; init; }

    /// <summary>An application's folder, or the name of a configured root.</summary>
    public string? Root { get; init; }

    /// <summary>The application that <see cref="Root"/> belongs to.</summary>
    public string? Layout { get; init; }

    /// <summary>The kind of folder, such as <c>loras</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Sub-folders, such as <c>{base_model}</c>.</summary>
    public string? Template { get; init; }

    /// <summary>The file's name instead of the source's.</summary>
    [JsonPropertyName("filename")]
    public string? FileName { get; init; }

    /// <summary>What the file must hash to, whatever the source says.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Other addresses of the same file.</summary>
    public IReadOnlyList<Uri>? Mirrors { get; init; }

    /// <summary><c>number</c> (the default) or <c>refuse</c>: when another file has the name.</summary>
    public string? OnConflict { get; init; }

    /// <summary>Download although a scan calls it dangerous.</summary>
    public bool AcceptDanger { get; init; }

    /// <summary>Fetch the preview picture; default true.</summary>
    public bool? Preview { get; init; }

    public int? VersionId { get; init; }

    public int? FileId { get; init; }

    /// <summary>A file's name or a pattern, where there are several.</summary>
    public string? File { get; init; }

    public string? Format { get; init; }

    public string? Precision { get; init; }

    public string? Quantization { get; init; }

    public string? Revision { get; init; }

    public string? Variant { get; init; }

    public IReadOnlyList<string>? Include { get; init; }

    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>All files instead of one.</summary>
    public bool All { get; init; }

    /// <summary>The names come out of a list that may be a stranger's: what is not called like a model is refused.</summary>
    public bool OfList { get; init; }

    /// <summary>The same in the library's words.</summary>
    /// <exception cref="LibraryException">A word is none of those that it may be.</exception>
    public DownloadRequest ToRequest() =>
        new()
        {
            References = [Reference!],
            Mirrors = Mirrors ?? [],
            Sha256 = Sha256,
            AcceptsDanger = AcceptDanger,
            IsOfList = OfList,
            WantsPreview = Preview ?? true,
            OnConflict = ConflictOf(OnConflict),
            Target = new DownloadTarget
            {
                Folder = Folder,
                Root = Root,
                Layout = Layout,
                ModelType = Type,
                Template = Template,
                FileName = FileName,
            },
            Choice = new FileChoice
            {
                VersionId = VersionId,
                FileId = FileId,
                Name = File,
                Format = Format,
                Precision = Precision,
                Quantization = Quantization,
                Revision = Revision,
                Variant = Variant,
                Include = Include ?? [],
                Exclude = Exclude ?? [],
                All = All,
            },
        };

    private static ConflictRule ConflictOf(string? word) =>
        word?.ToLowerInvariant() switch
        {
            null or "number" => ConflictRule.Number,
            "refuse" => ConflictRule.Refuse,
            _ => throw new LibraryException(FailureCode.Usage, $"on_conflict is number or refuse, not \"{word}\"."),
        };
}
