using System.Globalization;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Catalog.Describing;
using BerryAIGen.Library.Sidecars;

namespace BerryAIGen.Database.Indexing;

/// <summary>
/// What a model was described by: our rules, and the records and sidecars beside it as they were then. Another text than the
/// row's means that all is read again, whether anybody watched when they changed or not.
/// </summary>
internal sealed class DescribedBy(SidecarForms forms, FolderNames names)
{
    /// <summary>Stands in a row whose header has to be read again: a person took a word back.</summary>
    public const string Nothing = "";

    // Raised when the rules learn something, so that all headers are read again once.
    private const string Rules = "4";

    private const string Record = ".civitai.json";

    private readonly IReadOnlyList<SidecarForm> _forms = forms.All;

    public string Of(FoundModel model)
    {
        var (count, latest) = (0, 0L);
        foreach (
            var path in _forms
                .Select(form => form.PathFor(model.Path))
                .OfType<string>()
                .Append(model.Path + Record)
                .Distinct(StringComparer.Ordinal)
                .Where(path => path != model.Path && names.Has(path))
        )
            (count, latest) = (count + 1, Math.Max(latest, File.GetLastWriteTimeUtc(path).Ticks));
        // The file that a model which sees is loaded with, and its size.
        if (Projector.FindBytes(model.FirstFile, names) is { } bytes)
            return string.Create(CultureInfo.InvariantCulture, $"{Rules} {count} {latest} {bytes}");
        return count == 0 ? Rules : string.Create(CultureInfo.InvariantCulture, $"{Rules} {count} {latest}");
    }
}
