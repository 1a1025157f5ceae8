using System.Collections.Concurrent;
using System.Globalization;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Sidecars;

namespace BerryAIGen.Database.Indexing;

/// <summary>
/// What a model was described by: our rules, and the records and sidecars beside it as they were then. Another text than the
/// row's means that all is read again, whether anybody watched when they changed or not. For one run: the names in a folder
/// are asked for once.
/// </summary>
internal sealed class DescribedBy(SidecarForms forms)
{
    /// <summary>Stands in a row whose header has to be read again: a person took a word back.</summary>
    public const string Nothing = "";

    // Raised when the rules learn something, so that all headers are read again once.
    private const string Rules = "1";

    private const string Record = ".civitai.json";

    private readonly IReadOnlyList<SidecarForm> _forms = forms.All;
    private readonly ConcurrentDictionary<string, HashSet<string>> _folders = new(StringComparer.Ordinal);

    public string Of(FoundModel model)
    {
        var (count, latest) = (0, 0L);
        foreach (
            var path in _forms
                .Select(form => form.PathFor(model.Path))
                .OfType<string>()
                .Append(model.Path + Record)
                .Distinct(StringComparer.Ordinal)
                .Where(path => path != model.Path && IsThere(path))
        )
            (count, latest) = (count + 1, Math.Max(latest, File.GetLastWriteTimeUtc(path).Ticks));
        return count == 0 ? Rules : string.Create(CultureInfo.InvariantCulture, $"{Rules} {count} {latest}");
    }

    private bool IsThere(string path) =>
        _folders.GetOrAdd(Path.GetDirectoryName(path) ?? "", NamesIn).Contains(Path.GetFileName(path));

    private static HashSet<string> NamesIn(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))];
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return []; // It is away; its models are as well.
        }
    }
}
