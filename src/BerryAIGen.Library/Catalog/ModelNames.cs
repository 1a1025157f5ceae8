using System.Text.Json;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;

namespace BerryAIGen.Library.Catalog;

/// <summary>Which files and folders are models, by their names.</summary>
internal static class ModelNames
{
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".safetensors",
        ".sft",
        ".gguf",
        ".ckpt",
        ".pt",
        ".pt2",
        ".pth",
        ".bin",
        ".pkl",
        ".onnx",
    };

    // What the configuration of a model has and that of an application has not.
    private static readonly string[] ModelMembers = ["_class_name", "architectures", "model_type"];

    private const long LargestConfiguration = 1 << 20;

    public static bool HasEnding(string path) => Endings.Contains(Path.GetExtension(path));

    // Other files count when a download recorded them: a zip of wildcards, a workflow.
    public static bool IsModel(string path) =>
        HasEnding(path)
        || (!path.EndsWith(Sidecar.Ending, StringComparison.Ordinal) && File.Exists(Sidecar.PathOf(path)));

    /// <summary>Whether a folder is one model: diffusers' index, or the configuration that its libraries write.</summary>
    public static bool IsModelFolder(string folder) =>
        File.Exists(Path.Combine(folder, "model_index.json")) || IsConfigured(Path.Combine(folder, "config.json"));

    // A1111 has a config.json of its own settings beside its models.
    private static bool IsConfigured(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LargestConfiguration })
                return false;
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && ModelMembers.Any(name => json.RootElement.TryGetProperty(name, out _));
        }
        catch (Exception ex) when (ex is JsonException || DiskFailures.IsDisk(ex))
        {
            return false;
        }
    }
}
