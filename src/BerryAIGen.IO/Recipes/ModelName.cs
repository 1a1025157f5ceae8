namespace BerryAIGen.IO.Recipes;

/// <summary>Names of models as programs write them.</summary>
public static class ModelName
{
    private static readonly string[] Endings = [".safetensors", ".ckpt", ".pt", ".pth", ".bin", ".gguf", ".sft"];

    /// <summary>The folders before the name, with <c>/</c>; null for none.</summary>
    /// <param name="name">A file name, with or without folders of either kind.</param>
    public static string? Folder(string? name) =>
        name?.Replace('\\', '/') is { } path && path.LastIndexOf('/') is > 0 and var end ? path[..end] : null;

    /// <summary>The name without folder and ending, as A1111 calls a model; null for none.</summary>
    /// <param name="name">A file name, with or without folders of either kind.</param>
    public static string? Stem(string? name)
    {
        var file = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var ending = Array.Find(Endings, ending => file?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true);
        return string.IsNullOrEmpty(file) ? null
            : ending is null || ending.Length == file.Length ? file
            : file[..^ending.Length];
    }
}
