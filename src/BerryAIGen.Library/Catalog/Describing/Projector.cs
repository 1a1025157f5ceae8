using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Catalog.Describing;

/// <summary>The second file of a GGUF model that sees or hears: it lies beside the model and is loaded with it.</summary>
public static partial class Projector
{
    private const string Ending = ".gguf";

    // What publishers call it who do not say of which model it is.
    private const string Nameless = "model";

    /// <summary>Its path; null when there is none that is surely this model's. Of several the largest counts.</summary>
    /// <param name="model">The model, or the first of its parts.</param>
    /// <param name="names">What lies beside it.</param>
    public static string? Find(string model, FolderNames names)
    {
        if (
            !IsGguf(model)
            || Path.GetDirectoryName(model) is not { } folder
            || names.ProjectorsIn(folder) is not { Count: > 0 } projectors
            || IsProjector(model)
        )
            return null;
        var subject = SubjectOf(model);
        var own = projectors.Where(file => IsOf(SubjectOf(file), subject)).ToArray();
        // One without a name belongs to the only model of its folder, whatever the number of its quantisations.
        if (own.Length == 0 && names.In(folder).Where(IsModel).All(file => IsSame(SubjectOf(file), subject)))
            own = [.. projectors.Where(file => SubjectOf(file) is "" or Nameless)];
        return own.Select(file => Path.Combine(folder, file)).MaxBy(SizeOf);
    }

    /// <summary>Its bytes; null when there is none, or it cannot be read.</summary>
    public static long? FindBytes(string model, FolderNames names) =>
        Find(model, names) is { } path && SizeOf(path) is > 0 and var bytes ? bytes : null;

    private static long SizeOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return 0; // It went meanwhile.
        }
    }

    private static bool IsGguf(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    internal static bool IsProjector(string path) =>
        IsGguf(path) && Word().IsMatch(Path.GetFileNameWithoutExtension(path));

    private static bool IsModel(string path) => IsGguf(path) && !IsProjector(path);

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    // A fine-tune or a special quantisation may have a word more than its projector.
    private static bool IsOf(string projector, string model) =>
        projector.Length > 0
        && model.StartsWith(projector, StringComparison.OrdinalIgnoreCase)
        && (model.Length == projector.Length || model[projector.Length] is '-' or '.' or '_');

    // The name without what tells files of one model apart.
    private static string SubjectOf(string path) =>
        Quantization()
            .Replace(
                Part().Replace(Word().Replace(Path.GetFileNameWithoutExtension(path), "-"), "").Trim('-', '.', '_'),
                ""
            );

    [GeneratedRegex(@"(?:^|[-._])mmproj(?:[-._]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"-\d{5}-of-\d{5}$", RegexOptions.IgnoreCase)]
    private static partial Regex Part();

    [GeneratedRegex(
        @"(?:^|[-._])(?:(?:UD-)?I?Q\d(?:_[A-Z0-9]{1,3}){0,3}|TQ[12]_0|MXFP4(?:_MOE)?|NVFP4|BF16|FP?16|FP?32)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Quantization();
}
