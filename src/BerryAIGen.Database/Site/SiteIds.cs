using System.Globalization;
using BerryAIGen.Database.Models;

namespace BerryAIGen.Database.Site;

/// <summary>
/// Numbers of models, versions and files as Civitai's API has them: Civitai's own for what came from there, and numbers
/// far above them for everything else, made of the row's.
/// </summary>
public static class SiteIds
{
    public const string Civitai = "civitai";

    // The largest number that the API knows is 2147483647; Civitai's own are a few millions.
    private const int Others = 1_500_000_000;

    public static int Of(SourceModelRow model) => Of(model.Source, model.SourceId, model.Id);

    public static int Of(ModelVersionRow version) => Of(version.SourceModel!.Source, version.SourceId, version.Id);

    public static int Of(ModelFileRow file) => Of(file.ModelVersion!.SourceModel!.Source, file.SourceId, file.Id);

    /// <summary>Of the picture beside a file, by the file's row.</summary>
    internal static int OfPreview(long file) => (int)(Others + file);

    internal static int Of(string source, string sourceId, long row) =>
        source == Civitai && int.TryParse(sourceId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : (int)(Others + row);

    /// <summary>Whether a number was made here: Civitai knows nothing of it.</summary>
    public static bool IsOfHere(int id) => id > Others;

    /// <summary>The row that a number was made of; null for one of Civitai's.</summary>
    internal static long? FindRow(int id) => id > Others ? id - Others : null;
}
