using BerryAIGen.Civitai;

namespace BerryAIGen.Library.Versions.Checking;

/// <summary>What makes a file the same variant as another one; null members are not told.</summary>
/// <param name="Type">Civitai's type of the file: <c>Model</c>, <c>VAE</c> …</param>
/// <param name="Format"><c>SafeTensor</c>, <c>GGUF</c> …</param>
/// <param name="Size"><c>full</c> or <c>pruned</c>.</param>
/// <param name="Precision"><c>fp16</c>, <c>fp8</c> …</param>
/// <param name="Quantization"><c>Q4_K_M</c> …</param>
internal sealed record FileTraits(string? Type, string? Format, string? Size, string? Precision, string? Quantization)
{
    public static readonly FileTraits None = new(null, null, null, null, null);

    private string?[] All => [Type, Format, Size, Precision, Quantization];

    public static FileTraits Of(ModelFile file) =>
        new(
            Word(file.Type.Value),
            Word(file.Metadata?.Format?.Value),
            Word(file.Metadata?.Size?.Value),
            Word(file.Metadata?.Fp?.Value),
            Word(file.Metadata?.QuantType)
        );

    /// <summary>How many of the traits both tell and agree on; null when one of them is another.</summary>
    public int? AgreementWith(FileTraits other)
    {
        var pairs = All.Zip(other.All).Where(pair => pair is { First: not null, Second: not null }).ToArray();
        return pairs.All(pair => IsSame(pair.First!, pair.Second!)) ? pairs.Length : null;
    }

    /// <summary>For people and as a part of a key: <c>Model, SafeTensor, pruned, fp16</c>.</summary>
    public override string ToString() => string.Join(", ", All.OfType<string>());

    /// <summary>The file of the same variant: of those that contradict nothing the one that says most of it, the primary one before others.</summary>
    public ModelFile? FindIn(IEnumerable<ModelFile> files) =>
        files
            .Select(file => (File: file, Agreement: AgreementWith(Of(file))))
            .Where(pair => pair.Agreement is not null)
            .OrderByDescending(pair => pair.Agreement)
            .ThenByDescending(pair => pair.File.IsPrimary)
            .Select(pair => pair.File)
            .FirstOrDefault();

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string? Word(string? word) => string.IsNullOrEmpty(word) ? null : word;
}
