using System.Globalization;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Unpacking;

namespace BerryAIGen.Library.Configuration;

/// <summary>Reads the settings of downloads: each is obeyed or refused by name.</summary>
internal static class DownloadSettings
{
    /// <exception cref="LibraryException">A value cannot be obeyed.</exception>
    public static TransferSettings ReadTransfers(ConfigurationFile file) =>
        new()
        {
            Connections = Count(file, ConfigurationFile.Connections, TransferLimits.Connections),
            ParallelFiles = Count(file, ConfigurationFile.Parallel, TransferLimits.ParallelFiles),
            BytesPerSecond = file.Find(ConfigurationFile.LimitRate) is { } text
                ? ByteRate.Find(text) ?? throw Wrong(file, ConfigurationFile.LimitRate, ByteRate.Expected, text)
                : null,
        };

    /// <exception cref="LibraryException">The word is none of the known.</exception>
    public static ArchiveRule ReadArchives(ConfigurationFile file) =>
        file.Find(ConfigurationFile.Archives) is { } word
            ? ArchiveWords.Find(word)
                ?? throw Wrong(file, ConfigurationFile.Archives, string.Join(" or ", ArchiveWords.All), word)
            : ArchiveRule.Unpack;

    private static int? Count(ConfigurationFile file, string key, int most) =>
        file.Find(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0
        && number <= most
            ? number
        : throw Wrong(file, key, $"a whole number from 1 to {most}", text);

    private static LibraryException Wrong(ConfigurationFile file, string key, string expected, string value) =>
        new(FailureCode.Usage, $"{key} in {file.Path} must be {expected}, not \"{value}\".");
}
