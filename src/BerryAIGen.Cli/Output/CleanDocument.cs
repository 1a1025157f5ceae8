using System.Text.Json;
using BerryAIGen.Library.Keeping.Cleaning;

namespace BerryAIGen.Cli.Output;

/// <summary>What downloads left behind, and what is done about it.</summary>
internal sealed record CleanDocument(IReadOnlyList<CleanRow> Items, long Bytes, bool Applied)
{
    public static CleanDocument From(CleanReport report) =>
        new([.. report.Items.Select(CleanRow.From)], report.FreedBytes, report.IsApplied);
}

internal sealed record CleanRow(string Path, string Kind, string Action, long Bytes, long AgeSeconds, string? Why)
{
    public static CleanRow From(CleanItem item) =>
        new(
            item.Path,
            Word(item.Kind.ToString()),
            Word(item.Action.ToString()),
            item.SizeBytes,
            (long)item.Age.TotalSeconds,
            item.Why
        );

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
