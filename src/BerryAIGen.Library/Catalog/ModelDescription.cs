using System.Text.Json.Nodes;
using BerryAIGen.IO;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>All that is known of a model here, from its header, the records beside it and the journal of its root.</summary>
public sealed record ModelDescription
{
    public required FoundModel Model { get; init; }

    /// <summary>As its source calls it, else the file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is called by its file, because nobody says otherwise.</summary>
    public bool IsNamedByFile { get; init; }

    /// <summary>Plain text; empty when nobody says anything.</summary>
    public string Description { get; init; } = "";

    /// <summary>How it is stored: <c>gguf</c>, <c>safetensors</c>, <c>transformers</c>, <c>diffusers</c>, <c>onnx</c>, <c>pytorch</c>.</summary>
    public string? Format { get; init; }

    /// <summary>In the words of <c>berry inspect</c>; null when nobody knows.</summary>
    public string? Type { get; init; }

    /// <summary>In the words of <c>berry inspect</c>, else in the source's.</summary>
    public string? Base { get; init; }

    public string? Variant { get; init; }

    /// <summary>Of language models in GGUF's words, of others their base.</summary>
    public string? Architecture { get; init; }

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The members of the API: parameters, quantization, memory_bytes, context_length, license, tags …</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Of these very bytes; null when none are known.</summary>
    public RecordedHashes? Hashes { get; init; }

    /// <summary>What the sidecars say the file should be, for those who look for its source.</summary>
    public string? ClaimedSha256 { get; init; }

    public IReadOnlyList<string> TrainedWords { get; init; } = [];

    public string? Creator { get; init; }

    /// <summary>Notes that a person left beside it.</summary>
    public string? Notes { get; init; }

    /// <summary>Where it came from; null when nobody knows.</summary>
    public SourceRecord? Source { get; init; }

    /// <summary>The rule of its format that it breaks; null when it breaks none.</summary>
    public FormatError? Error { get; init; }

    /// <summary>What could not be read, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What a model of one file, or of numbered parts, is called by its file.</summary>
    public static string NameOf(string path) =>
        DividedModels.NameOf(path) is { } name ? name.Stem : Path.GetFileNameWithoutExtension(path);
}

/// <summary>A model, its version and its file as their source describes them; ids are the source's own.</summary>
/// <param name="Source"><c>civitai</c>, <c>huggingface</c> …</param>
/// <param name="Model">A number, <c>owner/repo</c>.</param>
/// <param name="Version">A number, a commit.</param>
/// <param name="File">A number, a path in the repository.</param>
public sealed record SourceRecord(string Source, string Model, string Version, string File)
{
    public required string ModelName { get; init; }

    public required string VersionName { get; init; }

    public string? ModelType { get; init; }

    public string? BaseModel { get; init; }

    public string? Creator { get; init; }

    public string? Air { get; init; }

    /// <summary>What was downloaded, secrets masked.</summary>
    public string? Address { get; init; }

    /// <summary>When it was fetched; null when nobody wrote it down.</summary>
    public DateTime? FetchedAt { get; init; }

    /// <summary>The source's own answers, as they were sent; null where it was never asked.</summary>
    public JsonObject? ModelBody { get; init; }

    public JsonObject? VersionBody { get; init; }

    public JsonObject? FileBody { get; init; }
}
