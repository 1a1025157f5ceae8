namespace BerryAIGen.Library.Sources;

/// <summary>Which files of a folder or bucket are models, by their names.</summary>
internal static class ModelFileNames
{
    /// <summary>The file that makes a folder one model of diffusers.</summary>
    public const string PipelineIndex = "model_index.json";

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

    public static bool IsModel(string name) => Endings.Contains(Path.GetExtension(name));

    /// <summary>
    /// The files to take of a folder: of every folder with a pipeline's index everything, elsewhere the models. What we or
    /// another downloader put beside models is none.
    /// </summary>
    /// <param name="paths">With <c>/</c>, below the folder.</param>
    /// <param name="folderName">The folder's own name, which a pipeline in it gets.</param>
    /// <returns>Each path, and the folder to keep it in: null for a model alone.</returns>
    public static IEnumerable<(string Path, string? Subfolder)> Choose(
        IReadOnlyCollection<string> paths,
        string folderName
    )
    {
        var pipelines = paths
            .Where(path => Last(path) == PipelineIndex)
            .Select(FolderOf)
            .OrderByDescending(folder => folder.Length)
            .ToArray();
        foreach (var path in paths.Where(path => !IsAside(path)).Order(StringComparer.Ordinal))
        {
            var pipeline = pipelines.FirstOrDefault(folder => folder.Length == 0 || IsBelow(path, folder));
            if (pipeline is not null)
            {
                var inside = pipeline.Length == 0 ? path : path[(pipeline.Length + 1)..];
                var name = pipeline.Length == 0 ? folderName : Last(pipeline);
                yield return (path, $"{name}/{FolderOf(inside)}".TrimEnd('/'));
            }
            else if (IsModel(path))
            {
                yield return (path, null);
            }
        }
    }

    public static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static bool IsAside(string path) =>
        path.Split('/').Any(part => part.StartsWith('.'))
        || path.EndsWith(".part", StringComparison.Ordinal)
        || path.EndsWith(".lock", StringComparison.Ordinal)
        || path.EndsWith(".rejected", StringComparison.Ordinal)
        || path.EndsWith(".civitai.json", StringComparison.Ordinal);
}
