using System.Globalization;
using System.Text;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>Tells whether a user's definitions are others than they were: a server runs on while somebody edits them.</summary>
internal static class UserFolder
{
    /// <summary>
    /// Another text whenever a file came, went or was written; null while somebody moves files, so that what was read holds.
    /// </summary>
    /// <param name="configurationFolder">Holds <c>definitions</c>; null for none.</param>
    public static string? MarkOf(string? configurationFolder)
    {
        var folder = configurationFolder is null ? null : Path.Combine(configurationFolder, "definitions");
        if (!Directory.Exists(folder))
            return "";
        var rules = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 };
        var text = new StringBuilder();
        try
        {
            foreach (
                var file in new DirectoryInfo(folder)
                    .EnumerateFiles("*.json", rules)
                    .OrderBy(file => file.FullName, StringComparer.Ordinal)
            )
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}\n"
                );
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return text.ToString();
    }
}
