using System.Text.Json;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Packs blobs into one archive.</summary>
public sealed record BlobArchiveInput() : StepInput("blobArchive")
{
    /// <summary>The blobs and their names in the archive, raw.</summary>
    public JsonElement? Entries { get; set; }

    /// <summary>The archive's file name.</summary>
    public string? ArchiveName { get; set; }

    /// <summary>The format of the result; <c>zip</c> or <c>tar</c>.</summary>
    public string? Format { get; set; }
}
