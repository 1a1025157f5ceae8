using System.Text.Json;

namespace BerryAIGen.Library.Identification.Tables;

/// <summary>
/// Reads a folder that is one model: the configurations in it and one level below as metadata
/// (<c>unet/config.json:cross_attention_dim</c>), names of its files (<c>file:…</c>), and the header of its own weights.
/// </summary>
internal static class FolderTable
{
    /// <summary>What diffusers and its friends write beside the weights; one of them makes a folder a model.</summary>
    public static readonly IReadOnlyList<string> Marks =
    [
        "model_index.json",
        "config.json",
        "adapter_config.json",
        "pytorch_lora_weights.safetensors",
        "learned_embeds.safetensors",
    ];

    // Far above any real configuration; tokenizers are larger and tell nothing.
    private const long MostBytes = 1 << 20;
    private const int MostFiles = 256;
    private const int MostDepth = 4;
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 64 };
    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = true };

    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static TensorTable Read(string folder, Func<string, TensorTable?> readWeights)
    {
        Dictionary<string, string> facts = new(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", Here).Take(MostFiles))
            facts.TryAdd($"file:{Path.GetFileName(path)}", "");
        foreach (var mark in Marks.Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
            AddConfiguration(Path.Combine(folder, mark), mark, facts);
        foreach (var part in Directory.EnumerateDirectories(folder, "*", Here).Take(MostFiles))
            AddConfiguration(Path.Combine(part, Marks[1]), $"{Path.GetFileName(part)}/{Marks[1]}", facts);
        var weights = Directory
            .EnumerateFiles(folder, "*.safetensors", Here)
            .Order(StringComparer.Ordinal)
            .Select(readWeights)
            .FirstOrDefault(table => table is not null);
        return new TensorTable { Tensors = weights?.Tensors ?? [], Metadata = facts };
    }

    private static void AddConfiguration(string path, string name, Dictionary<string, string> facts)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > MostBytes)
            return;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            Add(document.RootElement, $"{name}:", facts, MostDepth);
        }
        catch (JsonException)
        {
            // Told by the fact that nothing of it is known; the folder's other files still say what it is.
            facts.TryAdd($"{name}:", "unreadable");
        }
    }

    private static void Add(JsonElement value, string name, Dictionary<string, string> facts, int depth)
    {
        if (value.ValueKind == JsonValueKind.Object && depth > 0)
        {
            foreach (var member in value.EnumerateObject())
                Add(member.Value, Joined(name, member.Name), facts, depth - 1);
        }
        else if (value.ValueKind == JsonValueKind.Array && depth > 0)
        {
            foreach (var (index, item) in value.EnumerateArray().Take(MostFiles).Index())
                Add(item, Joined(name, $"{index}"), facts, depth - 1);
        }
        else if (value.ValueKind is JsonValueKind.String)
        {
            facts.TryAdd(name, value.GetString()!);
        }
        else if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
        {
            facts.TryAdd(name, value.GetRawText());
        }
    }

    private static string Joined(string name, string member) => name.EndsWith(':') ? name + member : $"{name}.{member}";
}
