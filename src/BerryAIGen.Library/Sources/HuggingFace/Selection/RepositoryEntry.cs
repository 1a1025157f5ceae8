using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Sources.HuggingFace.Selection;

/// <summary>What a file's name says of it, by the habits of diffusers and transformers.</summary>
/// <param name="File">The file.</param>
internal sealed partial record RepositoryEntry(HubFile File)
{
    // What a loader looks for by itself; other names beside these are further models.
    private static readonly HashSet<string> OwnNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "model",
        "pytorch_model",
        "diffusion_pytorch_model",
        "flax_model",
        "diffusion_flax_model",
        "openvino_model",
        "weights",
    };

    private static readonly string[] TextEndings = [".json", ".txt", ".model", ".jinja", ".tiktoken"];

    private static readonly Dictionary<string, WeightFormat> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        [".safetensors"] = WeightFormat.Safetensors,
        [".sft"] = WeightFormat.Safetensors,
        [".bin"] = WeightFormat.Torch,
        [".pt"] = WeightFormat.Torch,
        [".pth"] = WeightFormat.Torch,
        [".ckpt"] = WeightFormat.Torch,
        [".msgpack"] = WeightFormat.Flax,
        [".onnx"] = WeightFormat.Onnx,
        [".onnx_data"] = WeightFormat.Onnx,
        [".pb"] = WeightFormat.Onnx,
        [".gguf"] = WeightFormat.Gguf,
        [".h5"] = WeightFormat.Foreign,
        [".ot"] = WeightFormat.Foreign,
        [".tflite"] = WeightFormat.Foreign,
        [".mlmodel"] = WeightFormat.Foreign,
    };

    /// <summary>Null for a file that holds no weights.</summary>
    public WeightFormat? Format { get; private init; }

    /// <summary>Configuration and vocabulary: belongs to every variant.</summary>
    public bool IsText { get; private init; }

    /// <summary>The name without variant, number and ending.</summary>
    public string Stem { get; private init; } = "";

    /// <summary>The variant in the name (<c>fp16</c>, <c>non_ema</c>), lower case; null when it names none.</summary>
    public string? Label { get; private init; }

    /// <summary>One of several that are one file of weights, or their list.</summary>
    public bool IsShard { get; private init; }

    /// <summary>Whether a loader finds it without being told its name.</summary>
    public bool HasOwnName => OwnNames.Contains(Stem);

    public static RepositoryEntry Read(HubFile file)
    {
        var name = file.Name;
        if (ShardList().Match(name) is { Success: true } list)
            return new RepositoryEntry(file)
            {
                Format = Endings[$".{list.Groups["ending"].Value}"],
                Stem = list.Groups["stem"].Value,
                Label = LabelOf(list),
                IsShard = true,
            };
        if (name.Contains("openvino_model", StringComparison.OrdinalIgnoreCase))
            return new RepositoryEntry(file) { Format = WeightFormat.OpenVino, Stem = "openvino_model" };
        var ending = Path.GetExtension(name);
        if (!Endings.TryGetValue(ending, out var format))
            return new RepositoryEntry(file)
            {
                IsText = TextEndings.Contains(ending, StringComparer.OrdinalIgnoreCase),
            };
        var parts = WeightName().Match(name[..^ending.Length]);
        return new RepositoryEntry(file)
        {
            Format = format,
            Stem = parts.Groups["stem"].Value,
            Label = LabelOf(parts),
            IsShard = parts.Groups["number"].Success,
        };
    }

    private static string? LabelOf(Match match) =>
        match.Groups["label"] is { Success: true } label ? label.Value.ToLowerInvariant() : null;

    // "model.fp16-00001-of-00002" and "model-00001-of-00002.fp16" are both in use; a version number is no variant.
    [GeneratedRegex(
        @"^(?<stem>.+?)(?:\.(?<label>[A-Za-z][A-Za-z0-9_]*))?(?<number>-\d{5}-of-\d{5})?(?:\.(?<label>[A-Za-z][A-Za-z0-9_]*))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex WeightName();

    [GeneratedRegex(
        @"^(?<stem>.+?)(?:\.(?<label>[A-Za-z][A-Za-z0-9_]*))?\.(?<ending>safetensors|bin|msgpack)\.index(?:\.(?<label>[A-Za-z][A-Za-z0-9_]*))?\.json$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ShardList();
}
