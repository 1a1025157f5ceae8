namespace BerryAIGen.Library.Sources.HuggingFace.Selection;

/// <summary>What <c>--variant</c> asks for: a framework's weights, or those whose names bear a label.</summary>
/// <param name="Text">As typed; null when nothing was.</param>
internal sealed record VariantWish(string? Text)
{
    private static readonly Dictionary<string, WeightFormat> Frameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["flax"] = WeightFormat.Flax,
        ["onnx"] = WeightFormat.Onnx,
        ["openvino"] = WeightFormat.OpenVino,
    };

    // Words for the weights whose names bear no label.
    private static readonly string[] Plain = ["none", "default", "fp32", "float32"];

    /// <summary>The formats to take, the better ones first.</summary>
    public IReadOnlyList<WeightFormat> Formats { get; } =
        Text is not null && Frameworks.TryGetValue(Text, out var format)
            ? [format]
            : [WeightFormat.Safetensors, WeightFormat.Torch];

    /// <summary>The label that names must bear, lower case; null for none.</summary>
    public string? Label { get; } =
        Text is null || Frameworks.ContainsKey(Text) || Plain.Contains(Text, StringComparer.OrdinalIgnoreCase)
            ? null
            : Text.ToLowerInvariant();

    /// <summary>Full precision; some names say so.</summary>
    public bool IsFull { get; } = Text is not null && Plain.Skip(2).Contains(Text, StringComparer.OrdinalIgnoreCase);
}
