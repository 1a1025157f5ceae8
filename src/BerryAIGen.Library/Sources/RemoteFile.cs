using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Sources;

/// <summary>One file that a source offers: everything the later stages need to know, in our words.</summary>
public sealed record RemoteFile
{
    /// <summary>The name of the source, for messages and the record: <c>civitai</c>, <c>url</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Where the transfer starts; it may redirect, and answers differently to who is allowed and who is not.</summary>
    public required Uri Address { get; init; }

    /// <summary>Who is asked, where the address does not say it; null where it does.</summary>
    internal string? Server { get; init; }

    /// <summary>Other addresses of the same bytes, asked in this order when the one before gives no file, or a wrong one.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    /// <summary>The file name as the source gives it, not cleaned; null when only the transfer will tell.</summary>
    public string? Name { get; init; }

    /// <summary>True when <see cref="Name"/> is read off an address; a name that the server announces is then the better one.</summary>
    public bool IsNameGuessed { get; init; }

    /// <summary>The announced size; only a hint, the transfer's own answer decides.</summary>
    public long? SizeBytes { get; init; }

    public ExpectedHashes Hashes { get; init; } = ExpectedHashes.None;

    /// <summary>Civitai's type of the model (<c>Checkpoint</c>, <c>LORA</c> …), null for other sources.</summary>
    public string? ModelType { get; init; }

    /// <summary>Civitai's type of the file (<c>Model</c>, <c>VAE</c>, <c>Training Data</c> …).</summary>
    public string? FileType { get; init; }

    public string? BaseModel { get; init; }

    /// <summary><c>SafeTensor</c>, <c>PickleTensor</c>, <c>GGUF</c> …</summary>
    public string? Format { get; init; }

    /// <summary><c>fp16</c>, <c>bf16</c>, <c>fp8</c> …</summary>
    public string? Precision { get; init; }

    /// <summary><c>full</c> or <c>pruned</c>.</summary>
    public string? Size { get; init; }

    /// <summary>Names of kinds of folders that it may belong to, the likeliest first; the first that the layout has is meant.</summary>
    public IReadOnlyList<string> FolderHints { get; init; } = [];

    /// <summary>The folders below its kind's, with <c>/</c>, for a file of a model that is a folder; null for a file alone.</summary>
    public string? Subfolder { get; init; }

    /// <summary>What the folder's files belong to, such as <c>owner/name</c>; others of its name are kept apart. Null when nobody else may have the name.</summary>
    internal string? Repository { get; init; }

    /// <summary>The file that makes a folder a model: it comes last, and only when nothing before it failed.</summary>
    public bool IsIndex { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    public int? FileId { get; init; }

    public string? ModelName { get; init; }

    public string? VersionName { get; init; }

    public string? Creator { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Air { get; init; }

    /// <summary>The model, version and file as the source described them, for the sidecar.</summary>
    public JsonObject? Record { get; init; }

    /// <summary>The preview picture's address, null when there is none within the wished maturity.</summary>
    public Uri? Preview { get; init; }

    /// <summary>What the source's scan says when it calls the file dangerous, null otherwise; a person may overrule it.</summary>
    public string? Danger { get; init; }

    /// <summary>True when only asking tells what it is, so that it is asked before every plan and not only for a dry run.</summary>
    public bool NeedsProbe { get; init; }

    /// <summary>What a person should know of it before it is fetched; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>A token that was pasted with the reference; sent to the address's own host only.</summary>
    internal string? Token { get; init; }

    /// <summary>Why the source says it must not or cannot be fetched, known before the first byte.</summary>
    public Failure? Refusal { get; init; }

    /// <summary>The file as it stands at a time: a refusal whose date has passed is none any more.</summary>
    internal RemoteFile At(DateTimeOffset now) => Refusal?.Deadline <= now ? this with { Refusal = null } : this;
}
