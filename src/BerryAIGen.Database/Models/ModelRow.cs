namespace BerryAIGen.Database.Models;

/// <summary>One row of <c>model_registry</c>: one file, or one folder that is a model, here or to be had.</summary>
public sealed class ModelRow
{
    /// <summary>Stable and unique, such as <c>tinyllama-1.1b-chat-q4</c> or <c>org/name</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The provider that runs it best; empty when none does.</summary>
    public string Provider { get; set; } = "";

    /// <summary>Bytes as stated by the source, and as they are once it is local.</summary>
    public long? Size { get; set; }

    /// <summary>One of <see cref="ModelStatus"/>.</summary>
    public string Status { get; set; } = ModelStatus.Available;

    /// <summary>More than the status says: <c>quarantined</c>, <c>incomplete</c>, <c>missing</c>, <c>unreachable</c>.</summary>
    public string? StatusDetail { get; set; }

    /// <summary>A JSON object: parameters, quantization, context_length, license, tags …</summary>
    public string Metadata { get; set; } = "{}";

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    public string Description { get; set; } = "";

    /// <summary>A JSON array of words.</summary>
    public string Capabilities { get; set; } = "[]";

    /// <summary>Where it lies; null when it does not.</summary>
    public string? LocalPath { get; set; }

    /// <summary>The root that <see cref="LocalPath"/> is below.</summary>
    public string? Root { get; set; }

    public string? DownloadUrl { get; set; }

    /// <summary><c>sha256:…</c>; null when none is known.</summary>
    public string? Checksum { get; set; }

    public long? DiskUsage { get; set; }

    public DateTime? LastUsed { get; set; }

    public DateTime? DownloadDate { get; set; }

    /// <summary>Of the file on the disk; together with size and inode they say whether it changed.</summary>
    public DateTime? ModifiedAt { get; set; }

    /// <summary>The file's number on its disk, as <c>device:inode</c>; null where the system has none.</summary>
    public string? Inode { get; set; }

    public string? Sha256 { get; set; }

    public string? AutoV2 { get; set; }

    /// <summary>In the words of <c>berry inspect</c>.</summary>
    public string? ModelType { get; set; }

    public string? BaseModel { get; set; }

    public string? Format { get; set; }

    public string? Variant { get; set; }

    public string? Architecture { get; set; }

    public string? Creator { get; set; }

    /// <summary>What a person wrote; no refresh touches it.</summary>
    public string? Notes { get; set; }

    /// <summary>A person's tags, a JSON array; no refresh touches them.</summary>
    public string UserTags { get; set; } = "[]";

    /// <summary>Trigger words, a JSON array.</summary>
    public string TrainedWords { get; set; } = "[]";

    /// <summary>A person's words for what is otherwise read: name, trained_words …; a JSON object that no refresh touches.</summary>
    public string UserFields { get; set; } = "{}";

    /// <summary>The name of the picture or video beside the model, as the last look at its folder found it; null for none.</summary>
    public string? PreviewFile { get; set; }

    /// <summary>How mature the source calls its picture, as one bit; null when nobody rated it.</summary>
    public int? PreviewLevel { get; set; }

    /// <summary>The picture that a person gave it, by the name of its file; no refresh touches it.</summary>
    public string? OwnPreview { get; set; }

    /// <summary>What all rows of one model of a source share: <c>civitai:NUMBER</c>, <c>huggingface:OWNER/REPO</c>.</summary>
    public string? VersionGroup { get; set; }

    /// <summary>Which rules read its header, and which record beside it; others read it again.</summary>
    public string? DescribedBy { get; set; }

    /// <summary>Where it came from: <c>predefined</c>, <c>download</c>, <c>index</c>, <c>import</c>, a provider.</summary>
    public string Origin { get; set; } = "index";

    public long? ModelFileId { get; set; }

    public ModelFileRow? ModelFile { get; set; }
}

/// <summary>The words of <see cref="ModelRow.Status"/>, the description's own four.</summary>
public static class ModelStatus
{
    public const string Available = "available";
    public const string Downloading = "downloading";
    public const string Local = "local";
    public const string Error = "error";

    public static IReadOnlyList<string> All { get; } = [Available, Downloading, Local, Error];
}
