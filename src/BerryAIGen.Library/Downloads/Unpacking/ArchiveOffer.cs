namespace BerryAIGen.Library.Downloads.Unpacking;

/// <summary>Tells an archive that was packed to carry files from a checkpoint that is a zip by its own format.</summary>
internal static class ArchiveOffer
{
    // Pictures and captions to train with, and graphs: nothing to load, whatever they are packed in.
    private static readonly string[] OtherTypes = ["Training Data", "Workflow"];

    private static readonly string[] Endings = [".zip", ".7z", ".tar", ".tgz", ".tar.gz", ".gz"];

    private static readonly string[] ModelEndings =
    [
        ".safetensors",
        ".sft",
        ".gguf",
        ".onnx",
        ".ckpt",
        ".pt",
        ".pth",
        ".bin",
    ];

    /// <summary>Whether the name or the source says so.</summary>
    public static bool IsNamed(string name, string? fileType) =>
        !OtherTypes.Contains(fileType, StringComparer.OrdinalIgnoreCase)
        && (HasOneOf(name, Endings) || (fileType is "Archive" && !IsModel(name)));

    /// <summary>Whether a file is an archive, by its name.</summary>
    public static bool IsArchive(string name) => HasOneOf(name, Endings);

    /// <summary>Whether a member of an archive is a model, by its name.</summary>
    public static bool IsModel(string name) => HasOneOf(name, ModelEndings);

    private static bool HasOneOf(string name, string[] endings) =>
        Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
