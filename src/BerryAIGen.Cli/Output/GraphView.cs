using BerryAIGen.Library.Graphs;

namespace BerryAIGen.Cli.Output;

/// <summary>The models of a workflow, for a person.</summary>
internal static class GraphView
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        "state",
        "folder",
        Column.Name("name"),
        Column.Name("where"),
        "sure",
    ];

    public static void Write(GraphReport report)
    {
        TableView.Write(
            Columns,
            report
                .Models.Select(model => Row(model, model.State.ToString().ToLowerInvariant()))
                .Concat(report.Inactive.Select(model => Row(model, "inactive"))),
            "the workflow names no model."
        );
    }

    /// <summary>What goes with the list, on stderr: notes, and who could not be asked.</summary>
    public static void WriteRemarks(GraphReport report)
    {
        if (report.Note is { } note)
        {
            StandardOutput.Message($"berry: {note}.");
        }

        foreach (var model in report.Models.Where(model => model.Note is not null))
        {
            StandardOutput.Message($"berry: {model.Name}: {model.Note}.");
        }

        foreach (var source in report.Sources.Where(source => source.Error is not null))
        {
            StandardOutput.Message($"berry: {source.Source} was left out: {source.Error!.Message}");
        }
    }

    private static string[] Row(GraphModel model, string state)
    {
        var best = model.Candidates is [var first, ..] ? first : null;
        return
        [
            state,
            model.Folder ?? "",
            model.Name,
            model.Path ?? best?.Reference ?? "",
            best is null ? "" : $"{best.Confidence * 100:0} %",
        ];
    }
}
