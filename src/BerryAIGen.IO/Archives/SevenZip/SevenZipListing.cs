using System.Globalization;
using BerryAIGen.IO.Processes;

namespace BerryAIGen.IO.Archives.SevenZip;

/// <summary>What 7-Zip lists: blocks of "Key = value" lines, one per entry, empty lines between.</summary>
internal static class SevenZipListing
{
    internal static List<ArchiveEntry> Read(string path, ArchiveLimits limits)
    {
        using var process = SevenZipTool.Start(
            "The file is a 7z archive",
            limits,
            "l",
            "-slt",
            "-ba",
            "-sccUTF-8",
            "-t7z",
            "-p",
            "--",
            path
        );
        using var timer = new Timer(
            _ => LimitedProcess.Kill(process),
            null,
            limits.ToolTimeout,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            var entries = ReadEntries(process.StandardOutput, limits);
            process.WaitForExit();
            return process.ExitCode == 0
                ? entries
                : throw new ArchiveException(
                    "ToolFailed",
                    $"7-Zip cannot read the archive (its exit code is {process.ExitCode}): it is corrupt, encrypted, or took too long."
                );
        }
        finally
        {
            LimitedProcess.Kill(process);
        }
    }

    private static List<ArchiveEntry> ReadEntries(TextReader lines, ArchiveLimits limits)
    {
        List<ArchiveEntry> entries = [];
        Dictionary<string, string> block = [];
        while (lines.ReadLine() is { } line)
        {
            if (line.IndexOf(" = ", StringComparison.Ordinal) is var at and > 0)
            {
                block.TryAdd(line[..at], line[(at + 3)..]);
            }
            else if (line.Length == 0)
            {
                Take(block, entries, limits);
            }
        }

        Take(block, entries, limits);
        return entries;
    }

    private static void Take(Dictionary<string, string> block, List<ArchiveEntry> entries, ArchiveLimits limits)
    {
        if (block.TryGetValue("Path", out var name))
        {
            if (entries.Count >= limits.MaxEntries)
            {
                throw new ArchiveException(
                    "TooManyEntries",
                    $"The archive has more than the {limits.MaxEntries} entries allowed."
                );
            }

            var isEncrypted = block.GetValueOrDefault("Encrypted") == "+";
            entries.Add(
                new ArchiveEntry
                {
                    Index = entries.Count,
                    Name = name,
                    Kind = KindOf(block.GetValueOrDefault("Attributes") ?? ""),
                    SizeBytes = Number(block.GetValueOrDefault("Size")),
                    CompressedBytes = Number(block.GetValueOrDefault("Packed Size")),
                    IsMarkedEncrypted = isEncrypted,
                    Findings = isEncrypted ? ["It is marked as encrypted."] : [],
                }
            );
        }

        block.Clear();
    }

    /// <summary>Attributes of Windows, and behind them those of Unix where there are any: <c>A lrwxrwxrwx</c>.</summary>
    private static ArchiveEntryKind KindOf(string attributes)
    {
        var words = attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var mode = words.FirstOrDefault(word => word.Length == 10)?[0] ?? '-';
        return mode == 'l' || words.FirstOrDefault()?.Contains('L', StringComparison.Ordinal) == true
                ? ArchiveEntryKind.Link
            : mode == 'd' || words.FirstOrDefault()?.Contains('D', StringComparison.Ordinal) == true
                ? ArchiveEntryKind.Folder
            : mode == '-' ? ArchiveEntryKind.File
            : ArchiveEntryKind.Other;
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
