using System.IO.Enumeration;
using BerryAIGen.Civitai;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>Picks files of a version on our side, so that the answer does not depend on the key's owner.</summary>
internal static class FilePicker
{
    // The weights and defaults with which Civitai itself chooses the primary file of a version.
    private const double FormatWeight = 100;
    private const double SizeWeight = 10;
    private const double PrecisionWeight = 1;
    private const double QuantizationWeight = 0.5;
    private const double MainWeight = 1000;
    private static readonly string[] MainTypes = ["Model", "Pruned Model", "Diffusion Model", "UNet"];

    private static readonly FileChoice Defaults = new()
    {
        Format = "SafeTensor",
        Size = "pruned",
        Precision = "fp16",
        Quantization = "Q4_K_M",
    };

    /// <summary>The files that fit: one, or with <see cref="FileChoice.All"/> at least one.</summary>
    /// <param name="version">Has at least one file.</param>
    /// <param name="choice">What the person asked for; all of it must hold.</param>
    /// <exception cref="LibraryException">None fits, or several do; the message lists them.</exception>
    public static IReadOnlyList<ModelFile> Pick(OfferedVersion version, FileChoice choice)
    {
        var fitting = version.Files.Where(file => Fits(file, choice)).ToArray();
        if (fitting.Length == 0)
            throw NoneFits(version, choice);
        if (choice.All || fitting.Length == 1)
            return fitting;
        if (IsOpen(choice))
            return [Primary(fitting)];
        throw new LibraryException(
            FailureCode.Usage,
            $"{fitting.Length} files of version {version.Id} fit {Describe(choice)}: {List(fitting)}. Name one with its file id, or take all."
        );
    }

    /// <summary>
    /// The file that a download address with wishes stands for: the best of those weighed as Civitai does. A file that
    /// says nothing of a wish may be meant; one that says otherwise is not, and Civitai answers 404.
    /// </summary>
    /// <exception cref="LibraryException">The best one contradicts a wish; the message lists the files.</exception>
    public static ModelFile PickWeighed(OfferedVersion version, FileChoice wishes)
    {
        var ofType = version.Files.Where(file => wishes.Type is null || IsWord(file.Type.Value, wishes.Type)).ToArray();
        return ofType.Length > 0 && Best(ofType, wishes) is var best && !Contradicts(best, wishes)
            ? best
            : throw NoneFits(version, wishes);
    }

    /// <summary>The failure for a wish that no file of the version fulfils.</summary>
    public static LibraryException NoneFits(OfferedVersion version, FileChoice choice) =>
        NoneFits(version, Describe(choice));

    /// <inheritdoc cref="NoneFits(OfferedVersion, FileChoice)"/>
    public static LibraryException NoneFits(OfferedVersion version, string wish) =>
        new(FailureCode.NotFound, $"Version {version.Id} has no file that fits {wish}; it has {List(version.Files)}.");

    private static bool Contradicts(ModelFile file, FileChoice wishes) =>
        IsOther(file.Metadata?.Format?.Value, wishes.Format)
        || IsOther(file.Metadata?.Size?.Value, wishes.Size)
        || IsOther(file.Metadata?.Fp?.Value, wishes.Precision)
        || IsOther(file.Metadata?.QuantType, wishes.Quantization);

    private static bool IsOther(string? word, string? wanted) =>
        !string.IsNullOrEmpty(word) && wanted is not null && !IsWord(word, wanted);

    private static bool IsOpen(FileChoice choice) =>
        choice with { VersionId = null, All = false } == FileChoice.Primary;

    private static bool Fits(ModelFile file, FileChoice choice) =>
        (choice.FileId is null || file.Id == choice.FileId)
        && (choice.Name is null || IsNamed(file, choice.Name))
        && (choice.Type is null || IsWord(file.Type.Value, choice.Type))
        && (choice.Format is null || IsWord(file.Metadata?.Format?.Value, choice.Format))
        && (choice.Size is null || IsWord(file.Metadata?.Size?.Value, choice.Size))
        && (choice.Precision is null || IsWord(file.Metadata?.Fp?.Value, choice.Precision))
        && (choice.Quantization is null || IsWord(file.Metadata?.QuantType, choice.Quantization));

    private static bool IsNamed(ModelFile file, string pattern) =>
        FileSystemName.MatchesSimpleExpression(pattern, file.Name ?? "", ignoreCase: true);

    // "safetensors" for SafeTensor and "text encoder" for Text Encoder are what people type.
    private static bool IsWord(string? word, string wanted) => Plain(word) == Plain(wanted);

    private static string Plain(string? word) =>
        (word ?? "").Replace(" ", "").Replace("_", "").TrimEnd('s', 'S').ToLowerInvariant();

    private static ModelFile Primary(ModelFile[] files) =>
        Array.Find(files, file => file.IsPrimary) ?? Best(files, FileChoice.Primary);

    private static ModelFile Best(ModelFile[] files, FileChoice wishes) => files.MaxBy(file => Score(file, wishes))!;

    private static double Score(ModelFile file, FileChoice wishes) =>
        Weigh(file.Metadata?.Format?.Value, wishes.Format ?? Defaults.Format!, FormatWeight)
        + Weigh(file.Metadata?.Size?.Value, wishes.Size ?? Defaults.Size!, SizeWeight)
        + Weigh(file.Metadata?.Fp?.Value, wishes.Precision ?? Defaults.Precision!, PrecisionWeight)
        + Weigh(file.Metadata?.QuantType, wishes.Quantization ?? Defaults.Quantization!, QuantizationWeight)
        + (MainTypes.Contains(file.Type.Value) ? MainWeight : 0);

    private static double Weigh(string? word, string wanted, double weight) =>
        string.IsNullOrEmpty(word) ? 0
        : IsWord(word, wanted) ? weight
        : -weight;

    private static string Describe(FileChoice choice)
    {
        (string Word, object? Value)[] parts =
        [
            ("file id", choice.FileId),
            ("name", choice.Name),
            ("type", choice.Type),
            ("format", choice.Format),
            ("size", choice.Size),
            ("precision", choice.Precision),
            ("quantisation", choice.Quantization),
        ];
        var set = parts.Where(part => part.Value is not null).Select(part => $"{part.Word} {part.Value}").ToArray();
        return set.Length == 0 ? "the request" : string.Join(", ", set);
    }

    private static string List(IEnumerable<ModelFile> files) =>
        string.Join("; ", files.Select(file => $"{file.Id} {Printable(file.Name)} ({Printable(Traits(file))})"));

    // Names come from strangers; a control character among them could rewrite what a terminal shows.
    private static string Printable(string? text) =>
        string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));

    private static string Traits(ModelFile file) =>
        string.Join(
            ", ",
            new[]
            {
                file.Type.Value,
                file.Metadata?.Format?.Value,
                file.Metadata?.Size?.Value,
                file.Metadata?.Fp?.Value,
                file.Metadata?.QuantType,
            }.Where(trait => !string.IsNullOrEmpty(trait))
        );
}
