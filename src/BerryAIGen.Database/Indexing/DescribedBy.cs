using System.Globalization;
using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Database.Indexing;

/// <summary>
/// What a model was described by: our rules, and the record beside it as it was then. Another text than the row's means that
/// header and record are read again, whether anybody watched when they changed or not.
/// </summary>
internal static class DescribedBy
{
    /// <summary>Stands in a row whose header has to be read again: a person took a word back.</summary>
    public const string Nothing = "";

    // Raised when the rules learn something, so that all headers are read again once.
    private const string Rules = "1";

    // Our own record of a file; a change of it is news of the model, whose file is the same.
    private const string Record = ".civitai.json";

    private static readonly DateTime None = DateTime.FromFileTimeUtc(0);

    public static string Of(FoundModel model)
    {
        var written = File.GetLastWriteTimeUtc(model.Path + Record);
        return written == None ? Rules : string.Create(CultureInfo.InvariantCulture, $"{Rules} {written.Ticks}");
    }
}
