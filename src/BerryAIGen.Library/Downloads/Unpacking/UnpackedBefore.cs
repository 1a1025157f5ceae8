using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;

namespace BerryAIGen.Library.Downloads.Unpacking;

/// <summary>Finds the models that came out of an archive earlier, so that it is not fetched again and again.</summary>
internal static class UnpackedBefore
{
    /// <summary>Their paths; null when not all of them are there, or nobody can tell.</summary>
    public static IReadOnlyList<string>? Find(IEnumerable<string> folders, string? archiveSha256)
    {
        if (archiveSha256 is null)
            return null;
        List<string> models = [];
        var count = int.MaxValue;
        try
        {
            var records = folders
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, $"*{Sidecar.Ending}"));
            foreach (var path in records.Order(StringComparer.Ordinal))
            {
                var model = path[..^Sidecar.Ending.Length];
                if (!Mentions(path, archiveSha256) || !File.Exists(model))
                    continue;
                if (SidecarStore.Find(model)?["unpacked_from"] is not JsonObject from || !IsFrom(from, archiveSha256))
                    continue;
                models.Add(model);
                count = (int?)from["models"] ?? int.MaxValue;
            }
        }
        catch (Exception ex)
            when (ex is JsonException or InvalidOperationException or FormatException || DiskFailures.IsDisk(ex))
        {
            // A record that cannot be read tells nothing; the archive is fetched once more and says what is wrong.
            return null;
        }

        return models.Count >= count ? models : null;
    }

    // Most records in a folder are of other files, and reading a text is quicker than parsing it.
    private static bool Mentions(string path, string hash) =>
        File.ReadAllText(path).Contains(hash, StringComparison.OrdinalIgnoreCase);

    private static bool IsFrom(JsonObject from, string hash) =>
        string.Equals(from["sha256"]?.ToString(), hash, StringComparison.OrdinalIgnoreCase);
}
