using System.Globalization;

namespace BerryAIGen.Generation;

/// <summary>The definitions of now: whoever asks after a file of the user changed gets them read anew.</summary>
/// <param name="configurationFolder">Holds <c>definitions</c> of the user; null for none.</param>
public sealed class DefinitionWatch(string? configurationFolder)
{
    private readonly Lock _turn = new();
    private Reading? _now;

    /// <summary>What can be generated, and a number that grows whenever the files are others.</summary>
    public (Generator Generator, int Version) Read()
    {
        var mark = Mark();
        lock (_turn)
        {
            if (_now?.Mark != mark)
                _now = new(mark, new Generator(configurationFolder), (_now?.Version ?? 0) + 1);
            return (_now.Generator, _now.Version);
        }
    }

    private string Mark()
    {
        var folder = configurationFolder is null ? null : Path.Combine(configurationFolder, "definitions");
        if (!Directory.Exists(folder))
            return "";
        try
        {
            return string.Join(
                '\n',
                new DirectoryInfo(folder)
                    .EnumerateFiles("*.json", SearchOption.AllDirectories)
                    .Select(file =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"
                        )
                    )
                    .Order(StringComparer.Ordinal)
            );
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Somebody moves files at this moment: what was read holds until the next question.
            return _now?.Mark ?? "";
        }
    }

    private sealed record Reading(string Mark, Generator Generator, int Version);
}
